"""What a visit costs by when it is done: the chance that it costs its promise."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.plan import WaitingVisit
from optimizer import Moment
from scenarios.scenario import Scenario
from workbench.crew_problem.time_left import Latest

NO_TIME = pd.Timedelta(0)
HOUR = pd.Timedelta(hours=1)
NEXT_PLAN = pd.Timedelta(days=1)
"""What a plan leaves out counts as done so long after its end."""
STEP_HOURS = 0.5
NEARLY, HARDLY = 0.95, 0.05
"""Shares of the first chance between which it is taken to fall evenly."""
HOPELESS = 0.02
"""A promise with less of a chance is nothing to hurry for."""


@dataclass(frozen=True)
class Price:
    """Price of a visit.

    Parameters
    ----------
    due_at, due_for : from when on it costs more the later the visit begins or ends.
    late_hour, unplanned : CNY for an hour after that, and for leaving it out.
    """

    due_at: pd.Timestamp
    due_for: Moment
    late_hour: float
    unplanned: float


@dataclass(frozen=True)
class Pricing:
    """Prices visits for the plan of some days.

    The price of a promise, times the chance that it is kept if the visit is done by an instant, falls as time
    goes by; where it falls most, an hour costs most. So what is safe yet may wait, and so may what is as good
    as lost. Waiting itself has a low price, work that calls crews away a high one. The waiting there has been
    is no concern of a plan.

    Parameters
    ----------
    now, until : beginning and end of the plan.
    """

    scenario: Scenario
    now: pd.Timestamp
    until: pd.Timestamp

    def of(self, seen: WaitingVisit, latest: Latest | None) -> Price:
        """The price of a visit."""
        dispatching = self.scenario.dispatching
        prices, weight = dispatching.prices, dispatching.tardiness_weights.get(seen.track, 1.0)
        waiting = weight * prices.waiting_hour
        if self.scenario.tracks[seen.track].diverts:
            waiting = weight * prices.urgent_hour
        waited = waiting * self._hours + (0.0 if seen.window is None else prices.missed_window)
        first = self.now + (NO_TIME if latest is None or latest.begins else seen.expected)
        chances = np.zeros(1) if latest is None else self._chances(latest, first, dispatching.margin_hours)
        if chances[0] < HOPELESS or self.scenario.tracks[seen.track].diverts or latest is None:
            return Price(self.now, Moment.BEGIN, waiting, waited)
        at, per_hour = _steepest(chances)
        return Price(
            first + at * HOUR,
            Moment.BEGIN if latest.begins else Moment.END,
            weight * prices.broken_promise * per_hour + waiting,
            weight * prices.broken_promise * float(chances[0] - chances[-1]) + waited,
        )

    @property
    def _hours(self) -> float:
        """From now on to when what is left out counts as done."""
        return float((self.until + NEXT_PLAN - self.now) / HOUR)

    def _chances(self, latest: Latest, first: pd.Timestamp, margin_hours: float) -> NDArray[np.float64]:
        """That the promise is kept if the visit is done after 0, 1, 2, ... steps."""
        last = (self.until + NEXT_PLAN - first) / HOUR
        left_hours = (latest.at_best - first) / HOUR - np.arange(0.0, last + STEP_HOURS, STEP_HOURS)
        return latest.chance(left_hours, margin_hours)


def _steepest(chances: NDArray[np.float64]) -> tuple[float, float]:
    """After how many hours a chance begins to fall, and by how much an hour until it is gone."""
    begin = int(np.flatnonzero(chances >= NEARLY * chances[0])[-1])
    gone = np.flatnonzero(chances <= HARDLY * chances[0])
    end = int(gone[0]) if gone.size else len(chances) - 1
    if end <= begin:
        return begin * STEP_HOURS, 0.0
    return begin * STEP_HOURS, float(chances[begin] - chances[end]) / ((end - begin) * STEP_HOURS)
