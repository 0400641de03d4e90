"""Coordination: work that is stuck is found at rounds and decided on, which takes coordinators' time."""

from typing import Annotated

from pydantic import Field

from scenarios.duration import Duration
from scenarios.part import Name, Part, Positive
from scenarios.stage import ClockTime

COORDINATION = "coordination"
"""Kind of the contacts that coordinators take up themselves."""
Rounds = Annotated[tuple[ClockTime, ...], Field(min_length=1, max_length=48)]


class Coordination(Part):
    """Rounds at which coordinators look at what waits for a desk or a crew.

    A round finds each visit once: one that has waited too long, or whose application has a promise that is
    past or near. The coordinators decide on it in the queue of their own desk; from then on it waits in a
    better class.

    Parameters
    ----------
    desk : whose people coordinate.
    rounds : local times at which they look, on days on which the roster is on duty at that time.
    stuck_after_hours : elapsed waiting from which a visit is stuck.
    due_within_hours : a visit is stuck, too, if a promise to its customer is past or due so soon; absent:
        promises are not looked at.
    per_round : most visits taken up at a round, the longest waiting first.
    duration : desk time of the decision on one.
    raised_priority : class in which a visit that was decided on waits, unless its own is better: among work
        that waits, a lower number is taken first.
    """

    desk: Name
    rounds: Rounds
    roster: Name
    stuck_after_hours: Positive
    due_within_hours: Positive | None = None
    per_round: Annotated[int, Field(strict=True, ge=1, le=1000)]
    duration: Duration
    raised_priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
