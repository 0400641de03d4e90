"""The rules between visits: one after another, two at once."""

from collections.abc import Iterator, Mapping

import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer.check.day import SLACK, stop_of
from optimizer.check.words import named
from optimizer.problem import Problem
from optimizer.visit import Follows, Together

Planned = Mapping[VisitKey, Assignment]


def links(plan: Plan, problem: Problem) -> Iterator[str]:
    """Sentences on links that a plan breaks."""
    planned = {one.key: one for one in plan.assignments if one.key in problem.visit_of}
    for link in problem.links:
        match link:
            case Follows():
                yield from _follows(link, planned, problem)
            case Together():
                yield from _together(link, planned)


def _follows(link: Follows, planned: Planned, problem: Problem) -> Iterator[str]:
    then = planned.get(link.then)
    if then is None:
        return
    rule = f"{named(link.then)} must follow visit {link.first[1]} of {link.first[0]!r}"
    first = planned.get(link.first)
    if first is None:
        yield f"{rule}, which is not planned."
        return
    earliest = _end(first, problem) + link.gap
    if then.starts_at < earliest - SLACK:
        yield f"{rule} and not begin before {earliest}, got {then.starts_at}."


def _end(one: Assignment, problem: Problem) -> pd.Timestamp:
    """The end of a visit; of its begin where its crew is unknown, which is a fault of its own."""
    crew = problem.crew_of.get(one.crew)
    return one.starts_at if crew is None else stop_of(one, crew, problem).ends_at


def _together(link: Together, planned: Planned) -> Iterator[str]:
    first, second = planned.get(link.first), planned.get(link.second)
    rule = f"{named(link.second)} must be tied to visit {link.first[1]} of {link.first[0]!r}"
    if (first is None) != (second is None):
        yield f"{rule}: both must be planned, got only one."
    if first is None or second is None:
        return
    if first.crew == second.crew:
        yield f"{rule} with another crew, got {first.crew!r} for both."
    apart = second.starts_at - first.starts_at
    if not link.least - SLACK <= apart <= link.most + SLACK:
        yield f"{rule} and begin {link.least} to {link.most} after it, got {apart}."
