"""A small world to plan in: places on a line, a minute for each kilometre."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from domain.plan import Assignment, Plan
from optimizer import Crew, Mode, Place, Problem, Shift, Travel, Visit

DEPOT = Place(0.0, 0.0)


def at(clock: str, day: int = 2) -> pd.Timestamp:
    """An instant of March 2026; the second is a Monday."""
    return pd.Timestamp(f"2026-03-{day:02d}T{clock}", tz="UTC")


def minutes(number: float) -> pd.Timedelta:
    return pd.Timedelta(minutes=number)


def place(km: float, terrain: str = "") -> Place:
    """So far from the depot."""
    return Place(0.0, km, terrain)


def visit(application: str, km: float = 10.0, work: float = 30, **changes: Any) -> Visit:
    """A survey of half an hour, ten kilometres from the depot, that may be done at any time."""
    given = {
        "number": 1,
        "stage": "survey",
        "track": "hv",
        "region": "old_town",
        "place": place(km),
        "modes": (Mode(("survey",), minutes(work)),),
        **changes,
    }
    return Visit(application, **given)


def crew(name: str = "c1", **changes: Any) -> Crew:
    """Surveyors on duty on Monday from eight to twelve."""
    given = {
        "skills": ("survey",),
        "region": "old_town",
        "depot": DEPOT,
        "shifts": (Shift(at("08:00"), at("12:00")),),
        **changes,
    }
    return Crew(name, **given)


def problem(visits: Iterable[Visit], crews: Iterable[Crew] = (crew(),), **changes: Any) -> Problem:
    """Their problem, with travel between all their places."""
    visits, crews = tuple(visits), tuple(crews)
    there = [place for one in crews for place in (one.depot, one.position) if place is not None]
    return Problem(visits, crews, travel([*there, *(one.place for one in visits)]), **changes)


def travel(places: Iterable[Place]) -> Travel:
    known = tuple(dict.fromkeys(places))
    x = np.array([one.longitude for one in known])
    apart = np.abs(x[:, None] - x[None, :])
    return Travel(known, apart, apart)


def plan(*stops: tuple[str, str, str] | tuple[str, str, str, int]) -> Plan:
    """A plan from (crew, application, clock, day of March); the day is Monday where none is given."""
    return Plan.of(
        Assignment(name, application, 1, "survey", at(clock, *day))
        for name, application, clock, *day in stops
    )
