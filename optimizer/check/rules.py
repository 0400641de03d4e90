"""Every rule that a plan must keep, checked without the solver."""

from collections.abc import Iterator

from domain.plan import Assignment, Plan
from optimizer.check.day import SLACK, days_of, shift_at
from optimizer.check.links import links
from optimizer.check.shifts import shifts
from optimizer.check.words import named, strangers
from optimizer.crew import Crew
from optimizer.problem import Problem, way_to_do
from optimizer.visit import Visit


def check(plan: Plan, problem: Problem) -> list[str]:
    """Say which rules a plan breaks.

    Returns
    -------
    One sentence for each, naming crew or visit, the rule and what came; none for a plan that keeps them all.
    """
    return [
        *(sentence for one in plan.assignments for sentence in _visit(one, problem)),
        *shifts(list(days_of(plan, problem))),
        *links(plan, problem),
        *_pinned(plan, problem),
    ]


def _visit(one: Assignment, problem: Problem) -> Iterator[str]:
    """What one assignment breaks by itself."""
    yield from strangers(one, problem)
    visit, crew = problem.visit_of.get(one.key), problem.crew_of.get(one.crew)
    if visit is not None:
        yield from _times(one, visit)
    if visit is not None and crew is not None:
        yield from _able(visit, crew)
        if shift_at(crew, one.starts_at) is None:
            yield f"{named(one.key)} must begin in a shift of crew {crew.name!r}, got {one.starts_at}."


def _times(one: Assignment, visit: Visit) -> Iterator[str]:
    where, begins_at = named(one.key), one.starts_at
    if one.stage != visit.stage:
        yield f"{where} must be of stage {visit.stage!r}, got {one.stage!r}."
    if visit.ready_at is not None and begins_at < visit.ready_at - SLACK:
        yield f"{where} must not begin before {visit.ready_at}, got {begins_at}."
    if visit.window is not None:
        first, last = visit.window
        if not first - SLACK <= begins_at <= last + SLACK:
            yield f"{where} must begin from {first} to {last}, as promised, got {begins_at}."


def _able(visit: Visit, crew: Crew) -> Iterator[str]:
    if way_to_do(visit, crew) is not None:
        return
    able = any(set(mode.skills) <= set(crew.skills) for mode in visit.modes)
    wanted = " or ".join(", ".join(mode.skills) for mode in visit.modes)
    rule = f"may fly in terrain {visit.place.terrain!r}" if able else f"has the skills {wanted}"
    yield f"{named(visit.key)} must be done by a crew that {rule}, got {crew.name!r}."


def _pinned(plan: Plan, problem: Problem) -> Iterator[str]:
    planned = {one.key: one for one in plan.assignments}
    for one in problem.pinned:
        found = planned.get(one.key)
        rule = f"{named(one.key)} must stay with crew {one.crew!r} at {one.starts_at}"
        if found is None:
            yield f"{rule}, got no crew."
        elif found.crew != one.crew or abs(found.starts_at - one.starts_at) > SLACK:
            yield f"{rule}, got {found.crew!r} at {found.starts_at}."
