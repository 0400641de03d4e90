"""Several variants beside the base: a row per figure, a column per variant, the verdict in words."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.components.what_if_cards import VERDICTS, interval
from dashboard.words import name, t
from dashboard.words.amounts import amounts
from dashboard.words.plain import plain
from simulation.comparison import Comparison, Difference
from workbench.what_if_frames import cards


def show(comparison: Comparison, labels: Sequence[str]) -> None:
    """Draw the table; its first row is the figure that the verdict is planned for."""
    figures = {plain(label): cards(comparison, place) for place, label in enumerate(labels)}
    st.table(_table(figures), alt=t("Figures of the base and of each variant"))


def _table(figures: dict[str, list[Difference]]) -> pd.DataFrame:
    largest = _largest([one for each in figures.values() for one in each])
    base = {one.name: _base(one, largest) for each in figures.values() for one in each}
    columns = {label: {one.name: _cell(one, largest) for one in each} for label, each in figures.items()}
    frame = pd.DataFrame({t("Base"): base, **columns}, index=list(base)).fillna("")
    return frame.rename(index=name)


def _largest(every: Sequence[Difference]) -> dict[str, float]:
    """Largest value in each row, which decides the unit of them all."""
    found: dict[str, float] = {}
    for one in every:
        values = (abs(one.base.mean or 0.0), abs(one.mean.mean or 0.0))
        found[one.name] = max(found.get(one.name, 0.0), *values)
    return found


def _base(one: Difference, largest: Mapping[str, float]) -> str:
    return amounts(one.unit, largest[one.name]).value(one.base.mean)


def _cell(one: Difference, largest: Mapping[str, float]) -> str:
    written = amounts(one.unit, largest[one.name], (one.difference.low, one.difference.high))
    change = f"{written.difference(one.difference.mean)}{interval(one, written)}"
    return f"**{written.value(one.mean.mean)}** {change}{_verdict(one)}"


def _verdict(one: Difference) -> str:
    if one.verdict is None:
        return ""
    words, icon, colour = VERDICTS[one.verdict]
    return f" :{colour}-badge[{icon} {t(words)}]"
