"""The points an application passes: stages, forks and loop ends, each of which knows what comes next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from simulation.customers import Customers
from simulation.step import NO_OUTCOME, Step

if TYPE_CHECKING:
    from simulation.application import Application
    from simulation.follow_ups import FollowUps
    from simulation.service import Service


class Node(Protocol):
    """A point an application can come to."""

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Send the application on from here."""


class Place:
    """A stage at one point of the procedure.

    Parameters
    ----------
    closes : the stage closes a loop, so what comes out of it counts.
    """

    __slots__ = ("closes", "step", "then")

    def __init__(self, step: Step, then: Node, closes: bool) -> None:
        self.step, self.then, self.closes = step, then, closes

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Begin a visit."""
        service.enable(application, self, now)


class End:
    """Where the procedure is done.

    Parameters
    ----------
    follow_ups : what is done for the application later; None for nothing.
    """

    def __init__(self, follow_ups: "FollowUps | None" = None) -> None:
        self.follow_ups = follow_ups

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Finish the application."""
        service.finish(application, now)
        if self.follow_ups is not None:
            self.follow_ups.await_due(service, application, now)


class Lot:
    """A number drawn per customer and passage.

    Parameters
    ----------
    key : what the luck is keyed by; of its own within the track.
    probabilities : of 0, 1, 2, ...
    """

    def __init__(self, key: str, probabilities: Sequence[float], customers: Customers) -> None:
        self.key, self.customers = key, customers
        self.edges = np.cumsum(probabilities)[:-1]
        self.luck: list[list[int]] = []

    def draw(self, application: "Application") -> int:
        """The number an application draws this time."""
        passage = application.passed(self)
        while len(self.luck) <= passage:
            drawn = self.customers.uniforms(self.key, len(self.luck), "branch")
            self.luck.append(np.searchsorted(self.edges, drawn, side="right").tolist())
        return self.luck[passage][application.row]


class Chance:
    """A branch by lot."""

    def __init__(self, lot: Lot, branches: Sequence[Node]) -> None:
        self.lot, self.branches = lot, branches

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Go on along the branch drawn."""
        self.branches[self.lot.draw(application)].enter(service, application, now)


class Sorted:
    """A branch by what the customer is.

    Parameters
    ----------
    branch : place in `branches` of the branch that each customer of the track takes.
    """

    def __init__(self, branch: Sequence[int], branches: Sequence[Node]) -> None:
        self.branch, self.branches = branch, branches

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Go on along the customer's branch."""
        self.branches[self.branch[application.row]].enter(service, application, now)


class Fork:
    """Where branches begin side by side."""

    def __init__(self, branches: Sequence[Node]) -> None:
        self.branches = branches

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Go on along every branch."""
        for branch in self.branches:
            branch.enter(service, application, now)


class Join:
    """Where branches meet: the last to come goes on.

    Parameters
    ----------
    branches : how many meet.
    """

    def __init__(self, branches: int, then: Node) -> None:
        self.branches, self.then = branches, then

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Wait for the other branches, or go on."""
        if application.passed(self) == self.branches - 1:
            application.forget(self)
            self.then.enter(service, application, now)


class Repeat:
    """The end of a loop.

    Parameters
    ----------
    then : what follows the loop.
    most : repetitions allowed each time the loop is come to; None for no limit.
    lot : draws 0 for once more; without one, whatever came out of the closing stage but success means once
        more.

    Attributes
    ----------
    again : the redo part, wired after the loop's end since it leads back to it.
    """

    again: Node

    def __init__(self, then: Node, most: int | None, lot: Lot | None) -> None:
        self.then, self.most, self.lot = then, most, lot

    def enter(self, service: "Service", application: "Application", now: float) -> None:
        """Go round again, or on."""
        if self._wanted(application) and self._allowed(application):
            self.again.enter(service, application, now)
        else:
            application.forget(self)
            self.then.enter(service, application, now)

    def _wanted(self, application: "Application") -> bool:
        return application.outcome != NO_OUTCOME if self.lot is None else self.lot.draw(application) == 0

    def _allowed(self, application: "Application") -> bool:
        return self.most is None or application.passed(self) < self.most
