"""What goes with the scores: a chart of the drivers, what it may be taken for, and what is left out."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.charts.satisfaction import DIRECTIONS, effects
from dashboard.components import chart
from dashboard.words import mark, name, t
from dashboard.words.formats import number
from dashboard.words.told import told as in_words
from models.satisfaction import Satisfaction
from models.satisfaction_design import CONCERNED, LeftOut, Reason
from models.satisfaction_effects import Direction

REASONS = {
    Reason.NOT_RECORDED: mark("{driver}: not recorded in this log"),
    Reason.SAME_FOR_ALL: mark("{driver}: the same for all"),
    Reason.TOO_FEW_WITH: mark("{driver}: needs {least} customers with it, got {n}"),
    Reason.TOO_FEW_WITHOUT: mark("{driver}: needs {least} customers without it, got {n}"),
    Reason.NOT_TOLD_APART: mark("{driver}: cannot be told apart from the stages and the others"),
}


def show(told: Satisfaction, dimension: str) -> None:
    """Draw the panel for one dimension, or for all."""
    with st.container(border=True):
        st.subheader(t("What goes with the scores"), anchor=False)
        rows = told.effects[told.effects["dimension"] == dimension]
        if len(rows):
            chart.show(effects(rows), _spoken(rows))
            st.caption(_meaning(told.caused))
            with st.expander(t("All figures")):
                st.dataframe(_listed(rows), hide_index=True)
        for sentence in told.untold:
            st.info(in_words(sentence), icon=":material/hourglass_empty:")
        if told.left_out:
            said = t("; ").join(map(_left_out, told.left_out))
            st.caption(t("Not looked at: {drivers}.", drivers=said))


def _meaning(caused: bool) -> str:
    of = t(
        "By how much the mean score differs where a driver is there, stage and other drivers being equal; "
        "whiskers: 95 % interval, customers taken as independent."
    )
    if caused:
        return (
            f"{of} {t('Simulated data: the answers follow from what was lived through, so it moves them.')}"
        )
    return f"{of} {t('Associated with the score; what is not recorded may lie behind it.')}"


def _spoken(rows: pd.DataFrame) -> str:
    """What the chart shows, for those who do not see it."""
    shown = rows[rows["direction"] != Direction.NOT_SHOWN].sort_values("change")
    pairs = zip(shown["driver"], shown["change"], strict=True)
    said = t(", ").join(f"{name(driver, 'driver')} {number(change, 2)}" for driver, change in pairs)
    return t("Change of the mean score by driver: {drivers}", drivers=said or "–")


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Lived through"): [name(one, "driver") for one in rows["driver"]],
            t("Factor"): [name(one, "factor") for one in rows["factor"]],
            t("Finding"): [t(DIRECTIONS[Direction(one)]) for one in rows["direction"]],
            t("Change of the mean"): _ranges(rows, "change", "change_low", "change_high"),
            t("Odds of a better score, times"): _ranges(
                rows.assign(**_odds(rows)), "odds", "odds_low", "odds_high"
            ),
            t("Customers"): rows["customers"].to_list(),
        }
    )


def _odds(rows: pd.DataFrame) -> "dict[str, pd.Series[float]]":
    told = {"odds": "log_odds", "odds_low": "low", "odds_high": "high"}
    return {odds: np.exp(rows[column]) for odds, column in told.items()}


def _ranges(rows: pd.DataFrame, value: str, low: str, high: str) -> list[str]:
    ends = zip(rows[value], rows[low], rows[high], strict=True)
    return [f"{number(a, 2)} ({number(b, 2)} – {number(c, 2)})" for a, b, c in ends]


def _left_out(one: LeftOut) -> str:
    return t(REASONS[one.reason], driver=name(one.driver, "driver"), least=CONCERNED, n=one.customers)
