"""What happens in the course of a day that a plan did not foresee."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from domain.errors import must, nearest
from domain.plan import VisitKey
from optimizer.crew import Crew, Shift
from optimizer.problem import Problem
from optimizer.visit import Visit


@dataclass(frozen=True)
class Emergency:
    """A visit that was not known, urgent or not.

    Parameters
    ----------
    visit : its place must be in the problem's travel.
    """

    visit: Visit


@dataclass(frozen=True)
class Away:
    """A crew that is ill or whose van has broken down.

    Parameters
    ----------
    crew : its name.
    begins_at, ends_at : it is not on duty between them.
    """

    crew: str
    begins_at: pd.Timestamp
    ends_at: pd.Timestamp


@dataclass(frozen=True)
class Overrun:
    """A visit that has been begun and takes longer, or is through sooner, than was thought.

    Parameters
    ----------
    key : the visit.
    ends_at : when it is now expected to end.
    """

    key: VisitKey
    ends_at: pd.Timestamp


@dataclass(frozen=True)
class Absent:
    """A customer who is not there and must be visited later.

    Parameters
    ----------
    key : the visit; what was promised about its begin is void.
    ready_at : from when they can be visited.
    """

    key: VisitKey
    ready_at: pd.Timestamp


Happening = Emergency | Away | Overrun | Absent


def happened(problem: Problem, happenings: Iterable[Happening]) -> Problem:
    """The problem as it is now; overruns change no problem but how crews stand.

    Raises
    ------
    InputError : a crew or a visit the problem does not know, or a crew away until before it goes.
    """
    for one in happenings:
        match one:
            case Emergency():
                problem = replace(problem, visits=(*problem.visits, one.visit))
            case Away():
                problem = _away(problem, one)
            case Absent():
                problem = _absent(problem, one)
            case Overrun():
                _known(problem, one.key)
    return problem


def _away(problem: Problem, away: Away) -> Problem:
    hint = nearest(away.crew, problem.crew_of)
    known = away.crew in problem.crew_of
    must(known, f"A crew that is away must be one of the problem, got {away.crew!r}{hint}.")
    must(
        away.begins_at < away.ends_at,
        f"Crew {away.crew!r} must be away until after it goes, got {away.begins_at} to {away.ends_at}.",
    )
    crews = (_without(crew, away) if crew.name == away.crew else crew for crew in problem.crews)
    return replace(problem, crews=tuple(crews))


def _without(crew: Crew, away: Away) -> Crew:
    return replace(crew, shifts=tuple(left for shift in crew.shifts for left in _left(shift, away)))


def _left(shift: Shift, away: Away) -> Iterator[Shift]:
    """What is left of a shift: its beginning, its end, both or none."""
    if shift.begins_at < away.begins_at:
        yield part_of(shift, shift.begins_at, min(shift.ends_at, away.begins_at))
    if away.ends_at < shift.ends_at:
        yield part_of(shift, max(shift.begins_at, away.ends_at), shift.ends_at)


def part_of(shift: Shift, begins_at: pd.Timestamp, ends_at: pd.Timestamp) -> Shift:
    """A shift cut short, with the breaks that can still begin and end in it."""
    breaks = tuple(
        replace(one, earliest=max(one.earliest, begins_at), latest=min(one.latest, ends_at - one.length))
        for one in shift.breaks
        if max(one.earliest, begins_at) <= min(one.latest, ends_at - one.length)
    )
    return replace(shift, begins_at=begins_at, ends_at=ends_at, breaks=breaks)


def _absent(problem: Problem, absent: Absent) -> Problem:
    _known(problem, absent.key)
    visit = replace(problem.visit_of[absent.key], ready_at=absent.ready_at, window=None)
    visits = tuple(visit if one.key == absent.key else one for one in problem.visits)
    return replace(
        problem,
        visits=visits,
        pinned=tuple(one for one in problem.pinned if one.key != absent.key),
        promised=tuple(one for one in problem.promised if one.key != absent.key),
    )


def _known(problem: Problem, key: VisitKey) -> None:
    must(key in problem.visit_of, f"Visit {key[1]} of {key[0]!r} must be a visit of the problem.")
