"""Help across regions: an idle crew takes up what has waited too long elsewhere."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from simpy import Environment

from scenarios.help import Help
from scenarios.scenario import Scenario
from simulation.application import Visit
from simulation.happenings import Happening
from simulation.place import distance, point
from simulation.shifts import TINY_MINUTES

if TYPE_CHECKING:
    from simulation.crew_pool import Pool
    from simulation.crews import Crew
    from simulation.queues import Queue


class Borders(NamedTuple):
    """Who may help whom.

    Parameters
    ----------
    beyond : queue -> those of the same skill in other regions, the nearest first.
    """

    help: Help
    beyond: "Mapping[Queue, Sequence[Queue]]"


def borders_of(scenario: Scenario, queues: "Mapping[tuple[str, str], Queue]") -> Borders | None:
    """Who may help whom by the rule of a scenario; None where everybody keeps to their region.

    Parameters
    ----------
    queues : where work waits for crews, by skill and region.
    """
    rule = scenario.workforce.help
    if rule is None:
        return None
    centres = {name: point(region.latitude, region.longitude) for name, region in scenario.regions.items()}
    beyond = {
        queue: [
            queues[skill, other]
            for other in sorted(centres, key=lambda name: distance(centres[region], centres[name]))
            if other != region and (skill, other) in queues
        ]
        for (skill, region), queue in queues.items()
    }
    return Borders(rule, beyond)


def open_borders(borders: Borders, pools: Sequence["Pool"], env: Environment) -> None:
    """Let every pool of crews look beyond its region, and every queue call for help."""
    for queue, others in borders.beyond.items():
        queue.lookout = Lookout(borders.help, queue, others, env)
    for pool in pools:
        found = [other for queue in pool.queues for other in borders.beyond.get(queue, ())]
        pool.beyond = Beyond(borders.help, found) if found else None


class Beyond:
    """What the crews of a pool may take up in other regions.

    Parameters
    ----------
    queues : the nearest first, skill by skill.
    """

    def __init__(self, rule: Help, queues: Sequence["Queue"]) -> None:
        self.queues = queues
        self.after_minutes, self.within_minutes = rule.after_hours * 60, rule.within_minutes

    def take(self, crew: "Crew", now: float) -> bool:
        """Have an idle crew take up what is first in another region, if that has waited too long."""
        for queue in self.queues:
            ticket = queue.first()
            if ticket is None or now - ticket[3].ready_minutes < self.after_minutes - TINY_MINUTES:
                continue
            begin = crew.begin(ticket[3], now)
            if begin - now <= self.within_minutes:
                heappop(queue.waiting)
                crew.start(ticket[3], now, begin)
                return True
        return False


class Lookout:
    """Sees to it that what has waited too long in a queue finds an idle crew elsewhere.

    Crews that become idle later look for themselves, so each visit is called out once.
    """

    def __init__(self, rule: Help, queue: "Queue", others: Sequence["Queue"], env: Environment) -> None:
        self.queue, self.others = queue, others
        self.after_minutes, self.within_minutes = rule.after_hours * 60, rule.within_minutes
        self._env = env
        self._ahead: list[tuple[float, int, Visit]] = []
        self._noted: set[int] = set()
        self._call: Happening[Lookout] | None = None

    def note(self, visit: Visit) -> None:
        """Watch a visit that begins to wait."""
        if visit.code in self._noted:
            return
        self._noted.add(visit.code)
        heappush(self._ahead, (visit.ready_minutes + self.after_minutes, visit.code, visit))
        if self._ahead[0][2] is visit:
            self._await_next()

    def _await_next(self) -> None:
        """Look again when the first that still waits has waited too long, and at no other instant."""
        if self._call is not None:
            self._call.call_off()
            self._call = None
        while self._ahead and self._ahead[0][2].ticket is None:
            self._noted.discard(heappop(self._ahead)[1])
        if self._ahead:
            self._call = Happening(self._env, self, self._look)
            self._call.due(max(self._ahead[0][0], self._env.now))

    def _look(self, call: "Happening[Lookout]") -> None:
        """Call out what waits too long by now; what began to wait later than others may have to wait on."""
        self._call = None
        while self._ahead and self._ahead[0][0] <= call.at + TINY_MINUTES:
            _, code, visit = heappop(self._ahead)
            self._noted.discard(code)
            if visit.ticket is not None and (found := self._idle(visit, call.at)):
                begin, crew = found
                crew.pool.send(crew, visit, call.at, begin)
        self._await_next()

    def _idle(self, visit: Visit, now: float) -> "tuple[float, Crew] | None":
        for queue in self.others:
            offer = queue.best_offer(visit, now)
            if offer and offer[0] - now <= self.within_minutes:
                return offer
        return None
