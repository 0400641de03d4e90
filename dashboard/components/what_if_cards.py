"""Cards of a what-if: base, variant, difference with interval, and the verdict once it may be given."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import streamlit as st

from dashboard.words import mark, name, t
from dashboard.words.amounts import Amounts, amounts
from simulation.comparison import Difference
from simulation.statistics import Verdict

Item = TypeVar("Item")
IN_A_ROW = 4

VERDICTS: Mapping[Verdict, tuple[str, str, Literal["green", "red", "gray", "orange"]]] = {
    Verdict.BETTER: (mark("Better"), ":material/trending_up:", "green"),
    Verdict.WORSE: (mark("Worse"), ":material/trending_down:", "red"),
    Verdict.NO_DIFFERENCE_THAT_MATTERS: (
        mark("No difference that matters"),
        ":material/drag_handle:",
        "gray",
    ),
    Verdict.NOT_ENOUGH_EVIDENCE: (mark("Not enough evidence yet"), ":material/help:", "orange"),
}


def show(differences: Sequence[Difference], primary: str) -> None:
    """Draw a card for each figure, the one that the verdict is planned for first."""
    for row in batched(differences, IN_A_ROW):
        for column, one in zip(st.columns(IN_A_ROW), row, strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                _card(one, one.name == primary)


def batched(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a sequence into rows."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def _card(one: Difference, is_primary: bool) -> None:
    largest = max(abs(one.base.mean or 0.0), abs(one.mean.mean or 0.0))
    written = amounts(one.unit, largest, (one.difference.low, one.difference.high))
    st.markdown(
        f"**{name(one.name)}**", help=t("The figure this comparison is planned for.") if is_primary else None
    )
    base = t("Base {value}", value=written.value(one.base.mean))
    st.markdown(f"### {written.value(one.mean.mean)} :small[:gray[{base}]]")
    st.markdown(f"**{written.difference(one.difference.mean)}**{interval(one, written)}")
    _verdict(one, written)


def interval(one: Difference, written: Amounts) -> str:
    """Write the interval of a difference in brackets; nothing where there is none yet."""
    if one.difference.low is None:
        return ""
    low, high = written.bare(one.difference.low), written.bare(one.difference.high)
    return " " + t("({low} to {high})", low=low, high=high)


def _verdict(one: Difference, written: Amounts) -> None:
    if one.verdict is None:
        st.caption(t("runs: n = {n}", n=one.difference.n))
        return
    words, icon, colour = VERDICTS[one.verdict]
    st.badge(t(words), icon=icon, color=colour, help=_reason(one, written))
    st.caption(_evidence(one))


def _reason(one: Difference, written: Amounts) -> str:
    return t("The smallest difference that matters here: {matters}.", matters=written.difference(one.matters))


def _evidence(one: Difference) -> str:
    if one.needed is None:
        return t("runs: n = {n}", n=one.difference.n)
    return t("runs: n = {n}; about {needed} would tell", n=one.difference.n, needed=one.needed)
