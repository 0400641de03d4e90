"""Who does which visit when: what a dispatcher sees at an instant, and what it decides.

A twin, a live desk and an optimiser meet here; none of them needs to know the others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from domain.errors import InputError, must

VisitKey = tuple[str, int]
"""Printed number of an application, and the number of a visit among its visits, from 1."""


@dataclass(frozen=True)
class WaitingVisit:
    """A visit that waits for a crew.

    Parameters
    ----------
    application, number : which visit it is; see `VisitKey`.
    track, stage, skill, region : what it is about.
    latitude, longitude : of the customer, degrees.
    priority : of the track, or better where somebody raised it; a lower number goes first.
    expected : working time it is expected to take, without the way.
    ready_at : since when it could have been begun.
    due_at : when the first open promise to the application falls due; None where none is open.
    window : appointment with the customer, if there is one: the first and the last instant to begin at.
    service_level : name of that promise.
    """

    application: str
    number: int
    track: str
    stage: str
    skill: str
    region: str
    latitude: float
    longitude: float
    priority: int
    expected: pd.Timedelta
    ready_at: pd.Timestamp
    due_at: pd.Timestamp | None = None
    window: tuple[pd.Timestamp, pd.Timestamp] | None = None
    service_level: str | None = None

    @property
    def key(self) -> VisitKey:
        """Which visit it is."""
        return self.application, self.number


@dataclass(frozen=True)
class CrewState:
    """A crew at an instant.

    Parameters
    ----------
    skills, region : what it does where.
    latitude, longitude : where it is, degrees; on the way or at work, where it goes or works.
    on_duty_until : end of its shift as far as it is known; None while it is off duty.
    doing : the visit it is at, travel included; None when free.
    free_at : when that is expected to be done; None when free.
    """

    name: str
    skills: tuple[str, ...]
    region: str
    latitude: float
    longitude: float
    on_duty_until: pd.Timestamp | None = None
    doing: VisitKey | None = None
    free_at: pd.Timestamp | None = None


@dataclass(frozen=True)
class Snapshot:
    """What a dispatcher sees: nothing of how long work will take in fact, or who will come.

    Parameters
    ----------
    now : the instant.
    waiting : visits that wait for a crew, in order of enabling.
    crews : all crews, those off duty too.
    booked : visits whose appointments are yet to open, in order of enabling; nobody can begin them now.
    """

    now: pd.Timestamp
    waiting: tuple[WaitingVisit, ...]
    crews: tuple[CrewState, ...]
    booked: tuple[WaitingVisit, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """A visit that a crew is to do.

    Parameters
    ----------
    crew : its name.
    application, number : the visit; see `VisitKey`.
    stage : of the visit.
    starts_at : when the crew is to begin to work there.
    """

    crew: str
    application: str
    number: int
    stage: str
    starts_at: pd.Timestamp

    @property
    def key(self) -> VisitKey:
        """Which visit is to be done."""
        return self.application, self.number


@dataclass(frozen=True)
class Plan:
    """Assignments; those of one crew in the order in which it does them.

    Raises
    ------
    InputError : a visit assigned twice, or a crew whose starts fall.
    """

    assignments: tuple[Assignment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what nobody could follow."""
        for key, times in Counter(one.key for one in self.assignments).items():
            must(times == 1, f"Plan: visit {key[1]} of {key[0]} must be assigned once, got {times} times.")
        for crew, visits in self.by_crew.items():
            starts = [one.starts_at for one in visits]
            must(starts == sorted(starts), f"Plan: the starts of crew {crew!r} must not fall.")

    @classmethod
    def of(cls, assignments: Iterable[Assignment]) -> Self:
        """A plan of assignments in any order; each crew does its own by their starts."""
        return cls(tuple(sorted(assignments, key=lambda one: (one.crew, one.starts_at))))

    @property
    def by_crew(self) -> dict[str, list[Assignment]]:
        """What each crew does, in order."""
        found: dict[str, list[Assignment]] = {}
        for one in self.assignments:
            found.setdefault(one.crew, []).append(one)
        return found

    def to_mapping(self) -> dict[str, list[dict[str, Any]]]:
        """The plan as plain data: crew -> its visits in order, instants as ISO text."""
        return {crew: [_entry(one) for one in visits] for crew, visits in self.by_crew.items()}

    @classmethod
    def from_mapping(cls, data: Mapping[str, Sequence[Mapping[str, Any]]]) -> Self:
        """The plan that `to_mapping` wrote.

        Raises
        ------
        InputError : a key too many or missing, or an instant that is none.
        """
        return cls(tuple(_assignment(crew, entry) for crew, visits in data.items() for entry in visits))


def _entry(one: Assignment) -> dict[str, Any]:
    return {
        "application": one.application,
        "number": one.number,
        "stage": one.stage,
        "starts_at": one.starts_at.isoformat(),
    }


def _assignment(crew: str, entry: Mapping[str, Any]) -> Assignment:
    try:
        starts_at = pd.Timestamp(entry["starts_at"])
        must(
            starts_at.tzinfo is not None,
            f"Plan: crew {crew!r}: starts_at must have a time zone, got {entry}.",
        )
        return Assignment(crew, **{**entry, "starts_at": starts_at.tz_convert("UTC")})
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        keys = "application, number, stage and starts_at, an instant"
        raise InputError(f"Plan: crew {crew!r}: a visit must have {keys}, got {dict(entry)}.") from error
