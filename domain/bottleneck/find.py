"""The bottleneck of a period.

The rule: the pool (department, region and skill) for which most work waited is the bottleneck if its share
stands out, if it is busy or its queue grows, and if the waiting matters. Long queues alone do not show a
bottleneck (work may wait for a night), nor does high utilisation alone (nobody may wait), as Roser, Nakano
and Tanaka (2001) found of single measures; together they do. Else none is named.

References
----------
Roser, Nakano and Tanaka (2001), A practical bottleneck detection method, Proc. Winter Simulation Conference,
949-953.
"""

from dataclasses import dataclass

import numpy as np

from domain.bottleneck.queues import Queues, queues_of
from domain.instants import HOUR
from domain.kpi.measures import Measures
from domain.kpi.period import Period

LEAST_SHARE = 0.25
LEAST_LEAD = 1.5
BUSY = 0.85
GROWS_BY = 0.5
LEAST_PART = 0.05
"""A quarter of all waiting and half as much again as the second; busy for 85 % of the time on duty, beyond
which queues grow steeply, or a queue that grows by half of its mean; a twentieth of the time applications
were open."""


@dataclass(frozen=True)
class Bottleneck:
    """A pool that holds the others up, and what shows it.

    Attributes
    ----------
    stage : at which most of its work waits.
    department, region, skill : of the pool; "" where that does not apply. Where nobody able was ever on duty
        only the region is known.
    share : of all waiting for any pool, 0 to 1.
    utilisation : share of the time on duty that was spent on work and travel; None where nobody was on duty.
    hours : waited for it in the period, over all applications.
    growth : visits waiting on average in the last third of the period, less those in the first third.
    """

    stage: str
    department: str
    region: str
    skill: str
    share: float
    utilisation: float | None
    hours: float
    growth: float

    @property
    def pool(self) -> tuple[str, str, str, str]:
        """Which pool it is; where nobody was on duty, at which stage."""
        nobody = self.utilisation is None
        return self.department, self.region, self.skill, self.stage if nobody else ""


def bottleneck(measures: Measures, period: Period) -> Bottleneck | None:
    """Name the bottleneck of a period.

    Work waits from its enabling, or the end of the last hold, until somebody sets out for it or begins it.

    Returns
    -------
    None where the data do not show one.
    """
    queues = queues_of(measures, period)
    if not queues.hours.size or queues.hours.max() <= 0:
        return None
    first = int(np.argmax(queues.hours))
    found = _described(queues, first)
    shown = _stands_out(queues, first) and _presses(found, period) and _matters(measures, period, found)
    return found if shown else None


def _described(queues: Queues, place: int) -> Bottleneck:
    busy = queues.utilisation[place]
    return Bottleneck(
        stage=queues.stage[place],
        department=queues.pools[place][0],
        region=queues.pools[place][1],
        skill=queues.pools[place][2],
        share=float(queues.hours[place] / queues.hours.sum()),
        utilisation=None if np.isnan(busy) else float(busy),
        hours=float(queues.hours[place]),
        growth=float(queues.growth[place]),
    )


def _stands_out(queues: Queues, first: int) -> bool:
    others = np.delete(queues.hours, first)
    share = queues.hours[first] / queues.hours.sum()
    return bool(share >= LEAST_SHARE and queues.hours[first] >= LEAST_LEAD * others.max(initial=0.0))


def _presses(found: Bottleneck, period: Period) -> bool:
    mean_queue = found.hours / (period.days * 24)
    return found.utilisation is None or found.utilisation >= BUSY or found.growth >= GROWS_BY * mean_queue


def _matters(measures: Measures, period: Period, found: Bottleneck) -> bool:
    start, end = period.micros
    cases = measures.cases
    held = np.minimum(cases.ended, end) - np.maximum(cases.submitted, start)
    return bool(found.hours >= LEAST_PART * np.maximum(held, 0).sum() / HOUR)
