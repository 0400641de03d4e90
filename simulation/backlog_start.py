"""The beginning of a run that starts from a backlog: every open application is put where it stands."""

from collections.abc import Sequence
from math import inf, isnan
from typing import TYPE_CHECKING

from domain.errors import InputError
from simulation.application import Application
from simulation.backlog import Opening
from simulation.backlog_crews import Crews
from simulation.backlog_past import PastVisit, past_of
from simulation.backlog_promises import Recall
from simulation.backlog_rest import Rest
from simulation.backlog_route import Seen, Standing, standing
from simulation.backlog_visits import Reopening
from simulation.crews import Crew
from simulation.step import NO_OUTCOME

if TYPE_CHECKING:
    from simulation.service import Service
    from simulation.setting import Setting, Way


def reopen(setting: "Setting", opening: Opening, service: "Service", crews: Sequence[Crew]) -> None:
    """Put crews and open applications where they are at the beginning; to be called before anything happens.

    Raises
    ------
    InputError : visits of an application do not follow the procedure of its track.
    """
    start = _Start(setting, opening, service, crews)
    ends = opening.minutes(opening.log.applications["finished_at"]).tolist()
    for number, end in enumerate(ends):
        start.application(number, end)


class _Start:
    def __init__(
        self, setting: "Setting", opening: Opening, service: "Service", crews: Sequence[Crew]
    ) -> None:
        self.setting, self.opening, self.service = setting, opening, service
        self.past, self.rest, self.now = past_of(opening), Rest(opening), opening.begin_minutes
        self.crews = Crews(opening, [resource.name for resource in setting.resources], crews)
        self.visits = Reopening(opening, self.past, service, self.crews)
        levels = list(opening.scenario.service_levels)
        self.recall = Recall(self.past, levels, service, self.now)

    def application(self, number: int, end: float) -> None:
        """Put an application where it stands; `end` is NaN where it is open."""
        way, application = self.setting.ways[self.setting.way[number]], self.setting.application(number)
        self._count(way, application)
        if isnan(end):
            self._go_on(way, application)
        else:
            self._follow_up(way, application, end)

    def _count(self, way: "Way", application: Application) -> None:
        """What has been done of it, and by whom: errors come out later."""
        steps = {step.name: step for step in way.steps}
        for visit in self.past.visits[application.number]:
            step = steps[visit.stage]
            application.visits += 1
            application.visited[step.index] += 1
            if step.errs and visit.done and (stretches := self.past.stretches[visit.number]):
                application.note_errors(step.index, self.crews.errors(stretches[-1]))

    def _go_on(self, way: "Way", application: Application) -> None:
        found = self._standing(way, application)
        self.recall.promises(way, application)
        if way.withdrawals is not None:
            submitted = float(way.customers.submitted_minutes[application.row])
            self.rest.withdrawal(way.withdrawals, application, submitted)
            way.withdrawals.await_wish(self.service, application, submitted)
        if way.enquiries is not None:
            way.enquiries.await_next(self.service, application, 0, self.now)
        for visit in self.past.visits[application.number]:
            if visit.number in found.open:
                self.visits.put(application, found.open[visit.number], visit)
        for point in found.ahead:
            point.enter(self.service, application, self.now)

    def _standing(self, way: "Way", application: Application) -> Standing:
        visits = self.past.visits[application.number]
        seen = [
            Seen(one.number, one.stage, self._outcome(one.outcome), one.done)
            for one in sorted(visits, key=_by_end)
        ]
        found = standing(way.first, seen, application.row)
        if found is None:
            name = self.opening.log.applications["application_id"].iloc[application.number]
            stages = ", ".join(one.stage for one in visits)
            raise InputError(
                f"Backlog: visits of application {name!r} must follow the procedure of track "
                f"{way.customers.track!r}, got {stages}."
            )
        for point, times in found.passed.items():
            for _ in range(times):
                application.passed(point)
        return found

    def _outcome(self, name: str | None) -> int:
        return NO_OUTCOME if name is None else self.setting.outcomes.index(name)

    def _follow_up(self, way: "Way", application: Application, end: float) -> None:
        """Nothing but its follow-up is still to come."""
        application.is_open = False
        follow_ups = way.end.follow_ups
        assert follow_ups is not None
        stage = follow_ups.place.step.name
        at = [one for one in self.past.visits[application.number] if one.stage == stage]
        for one in at:
            self.visits.put(application, follow_ups.place, one)
        if not at:
            self.rest.follow_up(follow_ups, application, end)
            follow_ups.await_due(self.service, application, end)


def _by_end(visit: PastVisit) -> tuple[float, int]:
    return visit.completed if visit.done else inf, visit.number
