"""What a dispatcher sees of a twin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, atan2, degrees, inf

import pandas as pd

from domain.plan import CrewState, Snapshot, VisitKey, WaitingVisit
from simulation.application import Visit
from simulation.appointments import BookedVisit
from simulation.crews import Crew
from simulation.place import Point
from simulation.queues import Queue
from simulation.record import Record
from simulation.setting import Setting
from simulation.shifts import OFF_DUTY


@dataclass(frozen=True)
class Waiting:
    """A visit that waits for a crew, in the twin and as a dispatcher sees it."""

    visit: Visit
    queue: Queue
    seen: WaitingVisit


@dataclass(frozen=True)
class View:
    """The names and instants of a twin.

    Parameters
    ----------
    crews : that go to customers; desks follow no plan.
    numbers : printed number of each application.
    """

    setting: Setting
    record: Record
    crews: Sequence[Crew]
    numbers: Sequence[str]

    def waiting(self) -> list[Waiting]:
        """Visits that wait for crews, in order of enabling; what can be done in several ways once."""
        found = [
            Waiting(visit, queue, self._seen(visit, skill, region))
            for (skill, region), queue in self.setting.field_queues.items()
            for visit in queue.all_waiting()
            if visit.step.queues[visit.application.region] is queue
        ]
        return sorted(found, key=lambda one: one.visit.code)

    def snapshot(self, waiting: Sequence[Waiting], now: float) -> Snapshot:
        """All that a dispatcher may know now."""
        crews = tuple(self._state(crew, now) for crew in self.crews)
        seen = tuple(one.seen for one in waiting)
        return Snapshot(self._instant(now), seen, crews, tuple(self._booked()))

    def _booked(self) -> Iterator[WaitingVisit]:
        places = {queue: place for place, queue in self.setting.field_queues.items()}
        booking = [step.appointments for step in self.setting.steps if step.appointments]
        ahead = [visit for appointments in booking for visit in appointments.ahead()]
        for visit in sorted(ahead, key=lambda visit: visit.code):
            queue = visit.step.queues[visit.application.region]
            if queue in places:
                yield self._seen(visit, *places[queue])

    def _seen(self, visit: Visit, skill: str, region: str) -> WaitingVisit:
        step, application = visit.step, visit.application
        due, promise = application.due_minutes, application.pressing
        return WaitingVisit(
            *self._key(visit),
            step.customers.track,
            step.name,
            skill,
            region,
            *_degrees(application.site),
            visit.priority,
            pd.Timedelta(minutes=step.expected_minutes),
            self._instant(visit.ready_minutes),
            None if due == inf else self._instant(due),
            self._window(visit),
            None if promise is None else self.setting.service_levels[promise],
        )

    def _window(self, visit: Visit) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The appointment, as long as nobody has kept it."""
        if not isinstance(visit, BookedVisit) or visit.closes_minutes == inf:
            return None
        return self._instant(visit.opens_minutes), self._instant(visit.closes_minutes)

    def _state(self, crew: Crew, now: float) -> CrewState:
        resource = self.setting.resources[crew.code]
        assert crew.spot is not None
        shift = crew.shifts.at(now)
        until = None if shift == OFF_DUTY else self._instant(crew.shifts.foreseen[shift])
        return CrewState(
            resource.name,
            tuple(resource.skill.split("+")),
            resource.region,
            *_degrees(crew.spot),
            until,
            self._key(crew.visit) if crew.visit else None,
            self._free_at(crew, crew.visit, now) if crew.visit else None,
        )

    def _free_at(self, crew: Crew, visit: Visit, now: float) -> pd.Timestamp:
        """By expectation: what should be done by now may be done any moment."""
        done = visit.started_minutes + visit.step.expected_minutes
        # A crew that will be stopped on its way, which nobody foresees, never begins.
        return self._instant(max(now, crew.plan[-1][2] if done == inf else done))

    def _key(self, visit: Visit) -> VisitKey:
        number = int(self.record.enabled[4 * visit.code + 1])
        return self.numbers[visit.application.number], number

    def _instant(self, minutes: float) -> pd.Timestamp:
        return self.setting.start + pd.Timedelta(minutes=minutes)


def _degrees(site: Point) -> tuple[float, float]:
    x, y, z = site
    return degrees(asin(max(-1.0, min(1.0, z)))), degrees(atan2(y, x))
