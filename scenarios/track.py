"""Tracks: kinds of flow, each with its procedure and what it does differently at a stage."""

from typing import Annotated, Any

from pydantic import Field

from scenarios.follow_up import FollowUp
from scenarios.part import Name, Part, Switch
from scenarios.stage import Stage
from scenarios.withdrawal import Withdrawal


class Track(Part):
    """A kind of flow; `routing` says who takes it, and one that no route leads to has no customers.

    Parameters
    ----------
    owner : department that owns the case from the first contact to the end.
    priority : among work that waits, a lower number is taken first.
    diverts : whether its work calls crews away from what they travel to or do at a desk, never from a site.
    procedure : process tree of its stages, as `domain.procedure_mapping` reads it; the probability of a
        loop may be left out, and is then that of the outcomes of the stage that closes it.
    stages : stages in which this track differs from the scenario's `stages`, each given whole.
    withdrawal : customers who withdraw on the way; absent: nobody does.
    follow_up : a stage after the end; absent: none.
    """

    owner: Name
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
    diverts: Switch = False
    procedure: Any
    stages: dict[Name, Stage] = Field(default_factory=dict)
    withdrawal: Withdrawal | None = None
    follow_up: FollowUp | None = None
