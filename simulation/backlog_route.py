"""Where an open application stands: its past visits followed through the procedure.

What a choice by lot led to is not written down, so every branch is followed and those are dropped that do not
come by the visits that were completed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from simulation.route import Chance, End, Fork, Join, Node, Place, Repeat, Sorted
from simulation.step import NO_OUTCOME


class Seen(NamedTuple):
    """A visit of the past.

    Attributes
    ----------
    number : its place among all of the backlog.
    outcome : its code; NO_OUTCOME for success.
    done : whether it is completed.
    """

    number: int
    stage: str
    outcome: int
    done: bool


@dataclass
class Standing:
    """How far an application has come.

    Attributes
    ----------
    ahead : points it has come to and of which no visit was seen yet.
    open : number of a visit that is not completed -> the point at which it is.
    passed : how often it has passed a point, as `Application.passed` counts.
    """

    ahead: list[Place | End] = field(default_factory=list)
    open: dict[int, Place] = field(default_factory=dict)
    passed: dict[object, int] = field(default_factory=dict)

    def copy(self) -> "Standing":
        """One that may go another way."""
        return Standing(list(self.ahead), dict(self.open), dict(self.passed))

    def leave(self, stage: str) -> Place | None:
        """Take the point of a stage from those ahead; None where it has not come to any."""
        for point in self.ahead:
            if isinstance(point, Place) and point.step.name == stage:
                self.ahead.remove(point)
                return point
        return None


def standing(first: Node, visits: Sequence[Seen], row: int) -> Standing | None:
    """How far an application has come by its visits; None where they do not follow the procedure.

    Parameters
    ----------
    first : where the procedure begins.
    visits : the completed ones in the order of their ends, then the open ones.
    row : its customer.
    """
    found = list(_entered(first, Standing(), NO_OUTCOME, row))
    for visit in visits:
        found = [after for before in found for after in _visited(before, visit, row)]
    return min(found, key=lambda one: len(one.ahead), default=None)


def _visited(before: Standing, visit: Seen, row: int) -> Iterator[Standing]:
    place = before.leave(visit.stage)
    if place is None:
        return
    if not visit.done:
        before.open[visit.number] = place
        yield before
    else:
        yield from _entered(place.then, before, visit.outcome if place.closes else NO_OUTCOME, row)


def _entered(node: Node, at: Standing, outcome: int, row: int) -> Iterator[Standing]:
    """All ways to go on from a point; each mirrors the `enter` of its kind."""
    match node:
        case Chance():
            _pass(at, node.lot)
            for branch in node.branches:
                yield from _entered(branch, at.copy(), outcome, row)
        case Sorted():
            yield from _entered(node.branches[node.branch[row]], at, outcome, row)
        case Fork():
            yield from _entered_all(node.branches, at, outcome, row)
        case Join():
            yield from _joined(node, at, outcome, row)
        case Repeat():
            yield from _repeated(node, at, outcome, row)
        case Place() | End():
            at.ahead.append(node)
            yield at


def _entered_all(nodes: Sequence[Node], at: Standing, outcome: int, row: int) -> Iterator[Standing]:
    found = [at]
    for node in nodes:
        found = [after for before in found for after in _entered(node, before, outcome, row)]
    yield from found


def _joined(join: Join, at: Standing, outcome: int, row: int) -> Iterator[Standing]:
    if _pass(at, join) == join.branches - 1:
        at.passed.pop(join)
        yield from _entered(join.then, at, outcome, row)
    else:
        yield at


def _repeated(repeat: Repeat, at: Standing, outcome: int, row: int) -> Iterator[Standing]:
    by_lot = repeat.lot is not None
    if by_lot:
        _pass(at, repeat.lot)
    if by_lot or outcome != NO_OUTCOME:
        again = at.copy()
        if repeat.most is None or _pass(again, repeat) < repeat.most:
            yield from _entered(repeat.again, again, outcome, row)
            if not by_lot:
                return
    at.passed.pop(repeat, None)
    yield from _entered(repeat.then, at, outcome, row)


def _pass(at: Standing, point: object) -> int:
    before = at.passed.get(point, 0)
    at.passed[point] = before + 1
    return before
