"""What a model was trained on, how good it was beside plain rules, and what it reads."""

from math import isnan

import pandas as pd
import streamlit as st

from dashboard.foretelling import Foretold
from dashboard.words import formats, name, t
from dashboard.words.reasons import INSIDE, feature
from models.outlook import Outlook
from models.outlook_frames import features_read, figures


def trained_on(found: Foretold, zone: str) -> None:
    """Draw what the model learned from."""
    source = found.outlook.model.source
    facts = {
        t("Applications learned from"): formats.number(source.applications, 0),
        t("Looks at them"): formats.number(source.looks, 0),
        t("From"): formats.day(source.since, zone),
        t("Known up to"): formats.instant(source.until, zone),
        t("Made at"): formats.instant(found.made_at, zone),
        t("Data fingerprint"): source.data_hash[:12],
    }
    with st.container(key="facts"):
        for label, fact in facts.items():
            st.markdown(f":small[:gray[{label}]]  \n**{fact}**")


def judged(found: Outlook) -> None:
    """Draw the figures on later cases, each beside the naive rule."""
    with st.container(border=True):
        st.subheader(t("On later cases"), anchor=False)
        table = figures(found.model.figures)
        if table.empty:
            st.caption(t("Too few cases were left to judge by."))
            return
        st.dataframe(_listed(table), hide_index=True, height="content")
        st.caption(
            t(
                "Four fifths of the cases taught, the rest judged. The rule is what one would say without a "
                "model."
            )
        )


def _listed(table: pd.DataFrame) -> pd.DataFrame:
    rows = list(zip(table["model"], table["rule"], table["unit"], strict=True))
    return pd.DataFrame(
        {
            t("Measure"): [name(one, "measure") for one in table["measure"]],
            t("Model"): [_written(model, unit) for model, _, unit in rows],
            t("Plain rule"): [_written(rule, unit) for _, rule, unit in rows],
            t("The rule"): [name(one, "rule") for one in table["measure"]],
            "n": table["n"].to_list(),
        }
    )


def _written(value: float, unit: str) -> str:
    if isnan(value):
        return formats.NONE
    if unit == "days":
        return formats.duration(24 * value)
    return formats.percent(value) if unit == "share" else formats.number(value, 3)


def features(found: Outlook) -> None:
    """List what the model reads."""
    table = features_read(found)
    with st.expander(t("Features read ({n})", n=len(table)), icon=":material/list:"):
        shown = {
            t("About"): [t(INSIDE[group]) for group in table["group"]],
            t("Feature"): [feature(column) for column in table["column"]],
        }
        st.dataframe(pd.DataFrame(shown), hide_index=True)
