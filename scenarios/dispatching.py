"""Which waiting work is taken first, and what the rules for it go by."""

from typing import Literal

from pydantic import Field

from scenarios.part import Name, Part, Positive

Dispatch = Literal["fifo", "earliest_deadline", "priority_ageing", "nearest", "tardiness_cost"]
"""Among work of equal priority: the longest waiting, the first due, the nearest, or that whose delay costs
most; with `priority_ageing`, priority itself improves with waiting."""


class Dispatching(Part):
    """What the rules go by; each figure matters to one rule only.

    Parameters
    ----------
    ageing_hours_per_class : priority_ageing: elapsed waiting that makes up for one class of priority.
    tardiness_weights : tardiness_cost: track -> cost of an hour late beside that of other tracks, 1 where
        not given.
    look_ahead : tardiness_cost: for how many visits' time a due instant ahead makes work more pressing.
    """

    ageing_hours_per_class: Positive = 8.0
    tardiness_weights: dict[Name, Positive] = Field(default_factory=dict)
    look_ahead: Positive = 2.0
