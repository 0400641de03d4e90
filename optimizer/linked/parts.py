"""Parts of a problem that neither tours nor ties connect."""

from typing import NamedTuple

import numpy as np

from optimizer.arrays import Arrays, Ints
from optimizer.linked.ties import Ties
from optimizer.problem import Prices
from optimizer.search.parts import Part, parts_of, ranges
from optimizer.search.routes import NONE, Routes


class TiedPart(NamedTuple):
    """A part and the ties of its visits, which lead to no other part."""

    part: Part
    ties: Ties


def tied_parts(arrays: Arrays, ties: Ties, prices: Prices, routes: Routes) -> list[TiedPart]:
    """The parts in which there is something to decide, largest first; one if the latest of all is priced."""
    count = len(routes.tour)
    pairs = np.repeat(np.arange(count), np.diff(ties.arcs_from)), ties.to
    if prices.worst_late_hour > 0:
        everything = np.arange(count + len(routes.cost))
        pairs = everything[:-1], everything[1:]
    return [TiedPart(part, _cut(ties, part.visits, part.tours)) for part in parts_of(arrays, routes, pairs)]


def _cut(ties: Ties, visits: Ints, tours: Ints) -> Ties:
    """Ties of some visits by their rows in a part."""
    place = np.full(len(ties.group), NONE, np.int64)
    place[visits] = np.arange(len(visits))
    arcs_from, arcs = _rows(ties.arcs_from, visits)
    firsts_from, firsts = _rows(ties.firsts_from, visits)
    partners_from, partners = _rows(ties.partners_from, visits)
    # A group is called by its lowest visit, which is the lowest one in the part too.
    members_from, members = _rows(ties.members_from, visits)
    return Ties(
        arcs_from=arcs_from,
        to=place[ties.to[arcs]],
        gap=ties.gap[arcs],
        after_end=ties.after_end[arcs],
        firsts_from=firsts_from,
        first=place[ties.first[firsts]],
        partners_from=partners_from,
        partner=place[ties.partner[partners]],
        members_from=members_from,
        member=place[ties.member[members]],
        group=place[ties.group[visits]],
        crew=ties.crew[tours],
        ready=ties.ready[visits],
        is_void=ties.is_void[visits],
    )


def _rows(starts: Ints, visits: Ints) -> tuple[Ints, Ints]:
    """Where the entries of each visit begin among those of a part, and which ones of the whole they are."""
    counts = np.diff(starts)[visits]
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), ranges(starts[visits], counts)
