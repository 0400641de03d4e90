"""What is to be said of the text: what is wrong with it, or in what it differs from its base."""

import json

import pandas as pd
import streamlit as st

from dashboard.components import make_up_days
from dashboard.words import t
from dashboard.words.own import words_of
from dashboard.words.told import told
from scenarios.difference import Change
from scenarios.draft import Draft

_LONGEST = 80


def show(draft: Draft) -> None:
    """Draw the verdict on a text; it is there at every turn, so that the page does not jump."""
    if draft.problems:
        st.error(told(draft.problems[0]), icon=":material/error:")
        for problem in draft.problems[1:]:
            st.error(told(problem))
        return
    assert draft.scenario is not None
    st.success(
        t("This is a sound scenario: {title}.", title=words_of(draft.scenario.title)),
        icon=":material/check_circle:",
    )
    covered = draft.scenario.horizon.covered
    make_up_days.show(draft.scenario.terms().calendar, covered.start, covered.end)


def differences(draft: Draft) -> None:
    """Draw the table of what differs from the base."""
    st.subheader(t("What differs from the base"), anchor=False)
    if draft.scenario is None:
        st.caption(t("Shown again as soon as the text is sound."))
    elif draft.base is None:
        st.caption(t("The text extends no scenario of the library, so there is nothing to compare it with."))
    elif not draft.changes:
        st.caption(t("Nothing a run depends on differs from {base}.", base=words_of(draft.base.title)))
    else:
        st.dataframe(_table(draft.changes), hide_index=True, height="content", width="stretch")


def _table(changes: list[Change]) -> pd.DataFrame:
    rows = [(change.path, _said(change.before), _said(change.after)) for change in changes]
    return pd.DataFrame(rows, columns=[t("Key"), t("Base"), t("This scenario")])


def _said(value: object) -> str:
    if value is None:
        return t("absent")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
