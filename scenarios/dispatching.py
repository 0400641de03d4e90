"""Which waiting work is taken first, and what the rules for it go by."""

from typing import Literal

from pydantic import Field

from scenarios.part import Name, Part, Positive, Weight

Dispatch = Literal["fifo", "earliest_deadline", "priority_ageing", "nearest", "tardiness_cost"]
"""Among work of equal priority: the longest waiting, the first due, the nearest, or that whose delay costs
most; with `priority_ageing`, priority itself improves with waiting."""


class PlanPrices(Part):
    """What a plan of crews weighs against each other, in CNY; way and wages have the scenario's `prices`.

    Parameters
    ----------
    broken_promise : a promise to a customer of a track of tardiness weight 1 that is broken.
    waiting_hour : an hour that such a customer's visit waits.
    urgent_hour : the same, where it is work that calls crews away from other work.
    missed_window : an appointment at which nobody comes.
    moved_promise : an appointment moved to another window.
    overtime : factor on the wages of a crew after the end of its shift.
    imbalance_hour : an hour by which a crew is busier than the mean of crews with the same skills.
    """

    broken_promise: Weight = 500.0
    waiting_hour: Weight = 6.0
    urgent_hour: Weight = 60.0
    missed_window: Weight = 200.0
    moved_promise: Weight = 100.0
    overtime: Weight = 1.5
    imbalance_hour: Weight = 0.0


class Dispatching(Part):
    """What the rules go by; each figure matters to one rule only.

    Parameters
    ----------
    ageing_hours_per_class : priority_ageing: elapsed waiting that makes up for one class of priority.
    tardiness_weights : tardiness_cost and plans: track -> cost of an hour late beside that of other tracks,
        1 where not given.
    look_ahead : tardiness_cost: for how many visits' time a due instant ahead makes work more pressing.
    margin_hours : plans: how long before it falls due a promise is aimed at, for what takes longer than
        expected.
    prices : of a plan.
    """

    ageing_hours_per_class: Positive = 8.0
    tardiness_weights: dict[Name, Positive] = Field(default_factory=dict)
    look_ahead: Positive = 2.0
    margin_hours: Weight = 2.0
    prices: PlanPrices = PlanPrices()
