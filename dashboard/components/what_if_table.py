"""Several variants beside the base: a row per figure, a column per variant, the verdict in words."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components.what_if_cards import VERDICTS, amounts_of, interval
from dashboard.words import name, t
from dashboard.words.plain import plain
from simulation.comparison import Comparison, Difference
from workbench.what_if_frames import cards


def show(comparison: Comparison, labels: Sequence[str]) -> None:
    """Draw the table; its first row is the figure that the verdict is planned for."""
    figures = {plain(label): cards(comparison, place) for place, label in enumerate(labels)}
    st.table(_table(figures), alt=t("Figures of the base and of each variant"))


def _table(figures: dict[str, list[Difference]]) -> pd.DataFrame:
    base = {one.name: _base(one) for each in figures.values() for one in each}
    columns = {label: {one.name: _cell(one) for one in each} for label, each in figures.items()}
    frame = pd.DataFrame({t("Base"): base, **columns}, index=list(base)).fillna("")
    return frame.rename(index=name)


def _base(one: Difference) -> str:
    return amounts_of(one).value(one.base.mean)


def _cell(one: Difference) -> str:
    written = amounts_of(one)
    change = f"{written.difference(one.difference.mean)}{interval(one, written)}"
    return f"**{written.value(one.mean.mean)}** {change}{_verdict(one)}"


def _verdict(one: Difference) -> str:
    if one.verdict is None:
        return ""
    words, icon, colour = VERDICTS[one.verdict]
    return f" :{colour}-badge[{icon} {t(words)}]"
