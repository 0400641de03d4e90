"""An instance of a public list: its problem, and what a plan of it is worth in the list's own figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.plan import Plan
from optimizer.check.cost import lateness
from optimizer.check.day import days_of
from optimizer.problem import Problem
from optimizer.visit import Place

DAWN = pd.Timestamp("2026-01-05T00:00Z")
"""Zero of an instance's clock, whose unit is a minute; any day would do."""
LEFT_OUT = 10_000.0
"""Price of a visit left out where the list wants all served: far above any detour."""


class Format(StrEnum):
    """The lists that can be read."""

    SOLOMON = "solomon"
    GOTIC = "gotic"
    MANKOWSKA = "mankowska"
    SDVRPTW = "sdvrptw"
    MDVRPTW = "mdvrptw"


@dataclass(frozen=True, eq=False)
class Instance:
    """An instance.

    Parameters
    ----------
    problem : its objective in CNY is the list's own figure, wherever all visits are planned.
    best_known : of the solution beside the file; None where there is none.
    """

    name: str
    format: Format
    problem: Problem
    best_known: float | None = None

    def objective(self, plan: Plan) -> float:
        """What the list calls the cost of a plan; gotic's also holds the penalties of jobs left out."""
        days = list(days_of(plan, self.problem))
        distance = sum(leg.km for day in days for leg in day.legs)
        match self.format:
            case Format.MANKOWSKA:
                late = [lateness(stop) / pd.Timedelta(minutes=1) for day in days for stop in day.stops]
                return (distance + sum(late) + max(late, default=0.0)) / 3
            case Format.GOTIC:
                planned = {one.key for one in plan.assignments}
                visits = self.problem.visits
                return distance + sum(one.price_unplanned for one in visits if one.key not in planned)
        return distance


def minutes(amount: float) -> pd.Timedelta:
    """Time in the unit of the lists."""
    return pd.Timedelta(minutes=amount)


def clock(amount: float) -> pd.Timestamp:
    """An instant so many minutes after the instance's zero."""
    return DAWN + minutes(amount)


def apart(places: Sequence[Place]) -> NDArray[np.float64]:
    """Euclidean distances; shape (places, places)."""
    at = np.array([place[:2] for place in places], dtype=np.float64)
    return np.asarray(np.hypot(*(at[:, None, axis] - at[None, :, axis] for axis in (0, 1))))
