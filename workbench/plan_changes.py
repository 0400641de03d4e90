"""What if, on a plan: other crews, overtime, and visits kept with a crew by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.errors import InputError, must, nearest
from domain.plan import Assignment, Plan, VisitKey
from optimizer import Crew, Problem, Visit, way_to_do
from optimizer.check import check
from workbench.open_work import OpenWork, reaching

MOST_OVERTIME_HOURS = 8.0
_ONLY = "only "
"""Begins the skill that ties a visit to a crew."""


@dataclass(frozen=True)
class Kept:
    """A visit that stays with a crew, set by hand.

    Parameters
    ----------
    key, crew : the visit, and who does it.
    starts_at : when work there begins; whenever it suits without it.
    """

    key: VisitKey
    crew: str
    starts_at: pd.Timestamp | None = None


@dataclass(frozen=True)
class Changes:
    """What a dispatcher changes before planning anew.

    Parameters
    ----------
    without : crews that are not there.
    like : crews of which there is one more each, free and at its depot; or crews of the reserve, which come.
    overtime_hours : every crew's, 0 to 8; as it is without it.
    kept : visits set by hand, each at most once.
    """

    without: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    overtime_hours: float | None = None
    kept: tuple[Kept, ...] = ()

    def __post_init__(self) -> None:
        """Refuse overtime nobody may work."""
        must(
            self.overtime_hours is None or 0 <= self.overtime_hours <= MOST_OVERTIME_HOURS,
            f"Plan: overtime must lie between 0 and {MOST_OVERTIME_HOURS:g} hours, "
            f"got {self.overtime_hours}.",
        )

    def of(self, work: OpenWork) -> Problem:
        """The problem of the open work with the changes.

        Raises
        ------
        InputError : a crew or a visit that is not there, or one kept with a crew that cannot do it.
        """
        problem, like = _with_reserve(work, self.like)
        crews = self._crews(problem, like)
        visits = {visit.key: visit for visit in problem.visits}
        by_hand = {one.key for one in self.kept}
        pinned = [one for one in problem.pinned if one.crew in crews and one.key not in by_hand]
        for one in self.kept:
            application, number = one.key
            must(
                one.key in visits,
                f"Plan: a visit that is kept must be there, got {number} of {application!r}.",
            )
            visit, crew = visits[one.key], _known(one.crew, crews)
            if one.starts_at is None:
                visits[one.key], crews[crew.name] = _tied(visit, crew)
            else:
                pinned.append(Assignment(crew.name, *one.key, visit.stage, one.starts_at))
        everything = tuple(visits.values()), tuple(crews.values())
        return _sound(replace(problem, visits=everything[0], crews=everything[1], pinned=tuple(pinned)))

    def _crews(self, problem: Problem, like: Sequence[str]) -> dict[str, Crew]:
        crews = dict(problem.crew_of)
        for name in like:
            more = _one_more(_known(name, problem.crew_of), crews)
            crews[more.name] = more
        for name in self.without:
            _known(name, problem.crew_of)
            crews.pop(name, None)
        if self.overtime_hours is None:
            return crews
        overtime = pd.Timedelta(hours=self.overtime_hours)
        return {name: replace(crew, overtime=overtime) for name, crew in crews.items()}


def _with_reserve(work: OpenWork, like: Sequence[str]) -> tuple[Problem, Sequence[str]]:
    """The problem with crews of the reserve, where any are asked for, and the others that are."""
    problem, reserve = work.problem, work.reserve
    asked = [name for name in dict.fromkeys(like) if name in reserve.crews and name not in problem.crew_of]
    if not asked:
        return problem, like
    crews = [reserve.crews[name] for name in asked]
    visits = (replace(one, modes=reserve.modes.get(one.key, one.modes)) for one in problem.visits)
    wider = reaching(problem, [crew.depot for crew in crews], work.lands)
    wider = replace(wider, visits=tuple(visits), crews=(*problem.crews, *crews))
    return wider, [name for name in like if name not in asked]


def _known(name: str, crews: dict[str, Crew]) -> Crew:
    if name not in crews:
        raise InputError(f"Plan: a crew must be one that is there, got {name!r}{nearest(name, crews)}.")
    return crews[name]


def _one_more(crew: Crew, crews: dict[str, Crew]) -> Crew:
    """A crew of the next number that is free."""
    group = crew.name.rpartition("-")[0] or crew.name
    number = next(n for n in range(1, len(crews) + 2) if f"{group}-{n}" not in crews)
    return crew.another(f"{group}-{number}")


def _tied(visit: Visit, crew: Crew) -> tuple[Visit, Crew]:
    """The visit asks for a skill that this crew alone has."""
    own = f"{_ONLY}{crew.name}"
    skills = crew.skills if own in crew.skills else (*crew.skills, own)
    modes = tuple(replace(mode, skills=(*mode.skills, own)) for mode in visit.modes)
    able = [mode for mode in modes if set(mode.skills) <= set(skills)]
    must(
        bool(able),
        f"Plan: visit {visit.number} of {visit.application!r} must be kept with a crew that can do it, "
        f"got {crew.name!r}.",
    )
    return replace(visit, modes=tuple(able)), replace(crew, skills=skills)


def _sound(problem: Problem) -> Problem:
    """The problem, if what is pinned can be done as it is: the first rule it breaks is told."""
    for broken in check(Plan.of(problem.pinned), replace(problem, links=())):
        raise InputError(f"Plan: {broken}")
    return problem


def is_tie(skill: str) -> bool:
    """Whether a skill only ties a visit to a crew."""
    return skill.startswith(_ONLY)


def able_crews(visit: Visit, crews: Sequence[Crew]) -> list[str]:
    """Names of the crews that can do a visit."""
    return [crew.name for crew in crews if way_to_do(visit, crew) is not None]
