"""The twin: service, workforce and customers on one SimPy environment."""

from itertools import groupby

from simpy import Environment

from simulation.backlog_record import record_of
from simulation.backlog_start import reopen
from simulation.crew_pool import Pool
from simulation.crews import Crew
from simulation.foreman import Foreman
from simulation.happenings import Happening
from simulation.helping import open_borders
from simulation.plan_following import Dispatcher
from simulation.record import Record
from simulation.service import Service
from simulation.setting import Setting
from simulation.view import View


class Twin:
    """A run that can be taken forward.

    Parameters
    ----------
    setting : customers, stages and workforce.
    dispatcher : plans what crews do; None where the scenario's rule alone decides.

    Attributes
    ----------
    record : what has happened so far.
    """

    def __init__(self, setting: Setting, dispatcher: Dispatcher | None = None) -> None:
        self.setting = setting
        self.env = Environment(setting.begin_minutes)
        self.record = Record() if setting.opening is None else record_of(setting, setting.opening)
        self.service = Service(self.env, self.record)
        self.crews = self._open()
        if setting.coordinators is not None:
            setting.coordinators.begin(self.service)
        self._next = 0
        if setting.opening is not None:
            reopen(setting, setting.opening, self.service, self.crews)
            self._next = len(setting.opening)
        self._arrivals = self.setting.submitted_minutes.tolist()
        self._arrival = Happening(self.env, self, self._submit)
        self._await_next()
        if dispatcher is not None:
            Foreman(self.env, dispatcher, self.view())

    def run_until(self, minutes: float) -> None:
        """Take the run forward to an instant; what happens at that instant has not happened yet."""
        self.env.run(until=minutes)

    def close(self) -> None:
        """Write down the work that is going on."""
        for crew in self.crews:
            if crew.visit is not None:
                crew.visit.break_off(self.service, crew)

    def view(self) -> View:
        """What a dispatcher sees of it."""
        crews = [crew for crew in self.crews if crew.pool.depot is not None]
        numbers = self.setting.described["application_id"].tolist()
        return View(self.setting, self.record, crews, numbers)

    def _open(self) -> list[Crew]:
        crews: list[Crew] = []
        pools: list[Pool] = []
        for _, alike in groupby(self.setting.resources, key=lambda resource: resource.pool):
            members = list(alike)
            first = members[0]
            pool = Pool(self.env, first.rota, self.setting.rule, first.queues, first.depot)
            pool.crews = [Crew(code, pool, self.service, one) for code, one in enumerate(members, len(crews))]
            crews.extend(pool.crews)
            pools.append(pool)
        if self.setting.borders is not None:
            open_borders(self.setting.borders, pools, self.env)
        for pool in pools:
            pool.open()
        return crews

    def _await_next(self) -> None:
        if self._next < len(self._arrivals):
            self._arrival.due(self._arrivals[self._next])

    def _submit(self, arrival: "Happening[Twin]") -> None:
        now, number, setting = arrival.at, self._next, self.setting
        self._next += 1
        self._await_next()
        way, application = setting.ways[setting.way[number]], setting.application(number)
        for mark in way.marks.get(("application", "submitted"), ()):
            mark.note(self.service, application, now)
        if way.withdrawals is not None:
            way.withdrawals.await_wish(self.service, application, now)
        if way.enquiries is not None:
            way.enquiries.await_next(self.service, application, 0, now)
        self.service.submit(application, way.first, now)
