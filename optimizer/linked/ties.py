"""Links between visits as flat arrays."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from domain.plan import VisitKey
from optimizer.arrays import TICK, Floats, Ints, Translated
from optimizer.translate import ticks
from optimizer.visit import Follows, Link, Together


class Ties(NamedTuple):
    """What links ask of begins and of crews.

    Attributes
    ----------
    arcs_from, to, gap, after_end : arcs of visit v are those from `arcs_from[v]` to `arcs_from[v + 1]`: visit
        `to` begins at least `gap` ticks after v begins, or ends where `after_end` is 1.
    firsts_from, first : visits that each one follows.
    partners_from, partner : visits that each one is done together with, by another crew.
    members_from, member : visits of each group of partners, which are planned all or none.
    group : of each visit.
    crew : of each tour.
    ready : begin before which each visit cannot begin, whatever the others do.
    is_void : visits of which a link can never be kept, and those pinned before the first tour.
    """

    arcs_from: Ints
    to: Ints
    gap: Floats
    after_end: Floats
    firsts_from: Ints
    first: Ints
    partners_from: Ints
    partner: Ints
    members_from: Ints
    member: Ints
    group: Ints
    crew: Ints
    ready: Floats
    is_void: Ints


class _Arc(NamedTuple):
    one: int
    other: int
    gap: float
    after_end: float


def ties_of(translated: Translated) -> Ties:
    """Lay out the links of a problem."""
    problem, visits = translated.problem, translated.arrays.visits
    row_of = {visit.key: row for row, visit in enumerate(problem.visits)}
    arcs = [arc for link in problem.links for arc in _arcs(link, row_of)]
    partners = _pairs(problem.links, row_of)
    follows = [(row_of[link.then], row_of[link.first]) for link in problem.links if isinstance(link, Follows)]
    count = len(problem.visits)
    group = _groups(partners, count)
    firsts_from, first = _listed(follows, count)
    partners_from, partner = _listed([*partners, *((two, one) for one, two in partners)], count)
    members_from, member = _listed(enumerate_by(group), count)
    order = sorted(range(len(arcs)), key=lambda number: arcs[number].one)
    done = _done(translated, row_of)
    return Ties(
        arcs_from=_starts([arc.one for arc in arcs], count),
        to=np.array([arcs[number].other for number in order], np.int64),
        gap=np.array([arcs[number].gap for number in order], float),
        after_end=np.array([arcs[number].after_end for number in order], float),
        firsts_from=firsts_from,
        first=first,
        partners_from=partners_from,
        partner=partner,
        members_from=members_from,
        member=member,
        group=group,
        crew=np.array([tour.crew for tour in translated.tours], np.int64),
        ready=_ready(translated, arcs, done, visits.earliest),
        is_void=np.array([row in done for row in range(count)], np.int64),
    )


def _arcs(link: Link, row_of: dict[VisitKey, int]) -> list[_Arc]:
    match link:
        case Follows(first, then, gap):
            return [_Arc(row_of[first], row_of[then], float(ceil(gap / TICK)), 1.0)]
        case Together(first, second, least, most):
            one, other = row_of[first], row_of[second]
            at_least, at_most = float(ceil(least / TICK)), float(floor(most / TICK))
            return [_Arc(one, other, at_least, 0.0), _Arc(other, one, -at_most, 0.0)]


def _pairs(links: Iterable[Link], row_of: dict[VisitKey, int]) -> list[tuple[int, int]]:
    return [(row_of[one.first], row_of[one.second]) for one in links if isinstance(one, Together)]


def _groups(pairs: Sequence[tuple[int, int]], count: int) -> Ints:
    """Group of each visit: the lowest visit that it is tied to, directly or not."""
    group = list(range(count))
    for _ in pairs:
        for one, other in pairs:
            group[one] = group[other] = min(group[one], group[other])
    return np.array(group, np.int64)


def enumerate_by(values: Ints) -> list[tuple[int, int]]:
    """Each value with its place."""
    return [(int(value), place) for place, value in enumerate(values)]


def _listed(pairs: Sequence[tuple[int, int]], count: int) -> tuple[Ints, Ints]:
    """For each first the seconds, in order: where those of each begin, and all of them."""
    ordered = sorted(set(pairs))
    seconds = np.array([second for _, second in ordered], np.int64)
    return _starts([first for first, _ in ordered], count), seconds


def _starts(owners: Sequence[int], count: int) -> Ints:
    owned = np.bincount(np.array(owners, np.int64), minlength=count)
    return np.concatenate([[0], np.cumsum(owned)]).astype(np.int64)


def _done(translated: Translated, row_of: dict[VisitKey, int]) -> dict[int, tuple[float, float]]:
    """Begin and end of pinned visits that lie in no tour: they had begun before the first."""
    problem, origin, found = translated.problem, translated.origin, {}
    for one in problem.pinned:
        row = row_of[one.key]
        if row not in translated.pinned:
            begin = ticks(one.starts_at, origin)
            crew = problem.crew_of[one.crew]
            work = problem.visits[row].modes[0].duration * crew.experience
            found[row] = begin, begin + work / TICK
    return found


def _ready(
    translated: Translated, arcs: Sequence[_Arc], done: dict[int, tuple[float, float]], earliest: Floats
) -> Floats:
    ready = earliest.copy()
    for arc in arcs:
        if arc.one in done:
            begin, end = done[arc.one]
            ready[arc.other] = max(ready[arc.other], (end if arc.after_end else begin) + arc.gap)
    return ready
