"""KPI cards: value with unit, change against the period before, and how many things it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from dashboard.words import formats, name, t
from domain.eventlog import EventLog
from domain.kpi import BoardFigures, Card, Figure

_NOTHING = Figure("", "all", None, None, None, 0, "")
_COLOURS: Mapping[str | None, Literal["green", "red"]] = {"better": "green", "worse": "red"}


def show(figures: BoardFigures, log: EventLog) -> str | None:
    """Draw the cards that have something to say; give the name of the one whose cases are asked for."""
    cards = (
        figures.cards if _has_before(figures, log) else [replace(c, before=_NOTHING) for c in figures.cards]
    )
    asked = None
    with st.container(key="cards"):
        for card in cards:
            if card.figure.mean is not None and _drawn(card):
                asked = card.name
    _say_unrecorded([name(card.name) for card in cards if card.figure.mean is None])
    if any(card.direction for card in cards):
        st.caption(_how_changes_are_judged())
    return asked


def _has_before(figures: BoardFigures, log: EventLog) -> bool:
    """Whether the log tells of the period before: a log that begins later says nothing about it."""
    return bool((log.applications["submitted_at"] < figures.previous.end).any())


def _drawn(card: Card) -> bool:
    """Draw one card; tell whether its cases are asked for."""
    with st.container(border=True, height="stretch", gap="xxsmall"):
        _number(card)
        return _behind(card)


def _say_unrecorded(names: Sequence[str]) -> None:
    if names:
        st.caption(t("Not recorded in this log and period: {names}.", names=t(", ").join(names)))


def _how_changes_are_judged() -> str:
    return t(
        "Changes are against the period before. Better or worse is said where the 95 % interval of the "
        "change leaves out 0; counts that follow demand are not judged."
    )


def _number(card: Card) -> None:
    st.metric(
        name(card.name),
        value(card.figure),
        delta=_change(card),
        delta_color=_COLOURS.get(card.direction, "gray"),
        delta_arrow=_arrow(card),
        delta_description=_direction(card),
    )


def value(figure: Figure) -> str:
    """Write a figure with its unit."""
    return amount(figure.mean, figure.unit)


def amount(number: float | None, unit: str) -> str:
    """Write a number in a KPI's unit; counts need none, their card says what is counted."""
    if unit == "share":
        return formats.percent(number)
    if unit == "hours":
        return formats.duration(number)
    if unit == "score":
        return formats.number(number, 2)
    if unit == "CNY":
        return t("{n} CNY", n=formats.number(number, 0))
    return formats.number(number, 1 if unit == "cases/day" else 0)


def _change(card: Card) -> str:
    """Size of the change; its sign is the arrow's."""
    if card.change is None:
        return t("no period before")
    if card.figure.unit == "share":
        return f"{formats.number(abs(card.change) * 100, 1)} {t('pp')}"
    return amount(abs(card.change), card.figure.unit)


def _arrow(card: Card) -> Literal["up", "down", "off"]:
    if not card.change:
        return "off"
    return "up" if card.change > 0 else "down"


def _direction(card: Card) -> str | None:
    words = {"better": t("better"), "worse": t("worse"), "same": t("as before"), "chance": t("within chance")}
    return words.get(card.direction or "")


def _behind(card: Card) -> bool:
    return st.button(
        f"*{name(card.name)}* {t('n = {n}', n=card.figure.n)}",
        key=f"card_{card.name}",
        type="tertiary",
        icon=":material/chevron_right:",
        icon_position="right",
        help=t("Show the applications behind this figure"),
        disabled=card.figure.n == 0,
        width="content",
    )
