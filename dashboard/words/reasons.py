"""Why a prediction is what it is, in words: for those inside, and for a customer; and what it reads."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.words import formats
from dashboard.words.catalogue import t
from dashboard.words.marking import mark
from dashboard.words.naming import name
from models.features import Group

INSIDE: Mapping[str, str] = {
    Group.PROGRESS: mark("Stages still to come"),
    Group.ELAPSED: mark("Time taken so far"),
    Group.CALENDAR: mark("Day and hour"),
    Group.DEADLINE: mark("Time left"),
    Group.STAGE_DEADLINE: mark("Time left in the stage"),
    Group.REWORK: mark("Rework and holds"),
    Group.LOAD: mark("Work waiting"),
    Group.ATTRIBUTES: mark("Kind and place"),
}
"""What each group of features is called."""

_FOR_A_CUSTOMER: Mapping[str, str] = {
    Group.PROGRESS: mark("Several steps are still to be done."),
    Group.ELAPSED: mark("An earlier step took longer than usual."),
    Group.CALENDAR: mark("Nights, weekends or holidays fall in between."),
    Group.DEADLINE: mark("Work goes by the date that was agreed for your application."),
    Group.STAGE_DEADLINE: mark("Work goes by the date that was agreed for the present step."),
    Group.REWORK: mark("A step has to be done again or waits for something."),
    Group.LOAD: mark("Many applications are being handled at the moment."),
    Group.ATTRIBUTES: mark("This is how long applications of this kind take in your area."),
}


def said(group: object) -> str:
    """Name a group of features; a dash where none raises the prediction."""
    return t(INSIDE[str(group)]) if _known(group) else formats.NONE


def main(foretold: "pd.Series[Any]") -> str:
    """Name the main reason of an application: of its risk where one is told, else of its date."""
    return said(foretold["risk_reason"] if pd.notna(foretold["risk"]) else foretold["promise_reason"])


def to_a_customer(group: object) -> str:
    """Give a customer the reason of the date; "" where there is none to tell."""
    return t(_FOR_A_CUSTOMER[str(group)]) if _known(group) else ""


def promise(foretold: "pd.Series[Any]", zone: str) -> str:
    """Write the range of days that can be promised; one day where both ends fall on it."""
    first, last = (formats.day(foretold[f"promise_{end}"], zone) for end in ("from", "at"))
    return first if first == last else f"{first} – {last}"


def _known(group: object) -> bool:
    return isinstance(group, str) and group in INSIDE


def feature(column: str) -> str:
    """Name a feature: done[survey], is[track], queue_ahead."""
    kind, bracket, about = column.partition("[")
    if not bracket:
        return name(column, "feature")
    return f"{name(kind, 'feature')}{t(': ')}{name(about.removesuffix(']'))}"
