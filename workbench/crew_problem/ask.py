"""From a snapshot to the question who does which visit when."""

from dataclasses import dataclass
from functools import cached_property

from domain.errors import must
from domain.plan import Snapshot, VisitKey
from optimizer import Prices, Problem
from scenarios.scenario import Scenario
from workbench.crew_problem.crews import crews_of
from workbench.crew_problem.rosters import Rosters
from workbench.crew_problem.time_left import Latest, TimeLeft
from workbench.crew_problem.visits import visits_of
from workbench.crew_problem.ways import travel_between

MOST_DAYS = 10


@dataclass(frozen=True)
class CrewProblems:
    """Problems of one scenario, whose calendars are written out once.

    Crews stay in their region, as those of the twin do that follow a plan; who is idle may still help next
    door by the scenario's rule. Only visits that can be done now or have an appointment are planned: what
    will come of desks, customers and the stages before is left out, so a plan of many days is too empty at
    its end.

    Parameters
    ----------
    scenario : whose snapshots are asked about.
    days : working days of crews that a plan covers, from that of the snapshot, 1 to 10.

    Raises
    ------
    InputError : days out of range.
    """

    scenario: Scenario
    days: int = 1

    def __post_init__(self) -> None:
        """Refuse a plan of no days, or of too many."""
        must_be_days(self.days)

    def of(self, snapshot: Snapshot) -> Problem:
        """What a snapshot asks."""
        scenario = self._in_force
        until = self._rosters.end_of_day(snapshot.now, self.days)
        visits = tuple(visits_of(snapshot, until, scenario, self._time_left))
        crews = tuple(crews_of(snapshot, until, scenario, self._rosters, visits))
        plan, way = scenario.dispatching.prices, scenario.prices.get("travel_hour", 0.0)
        prices = Prices(way, 0.0, plan.imbalance_hour, plan.moved_promise)
        return Problem(visits, crews, travel_between(visits, crews, scenario), prices=prices)

    def promises(self, snapshot: Snapshot) -> dict[VisitKey, Latest]:
        """By when the visits of a snapshot must be done for their promises to be kept."""
        return self._time_left.of((*snapshot.waiting, *snapshot.booked))

    @cached_property
    def _in_force(self) -> Scenario:
        return self.scenario.in_force

    @cached_property
    def _rosters(self) -> Rosters:
        return Rosters(self._in_force)

    @cached_property
    def _time_left(self) -> TimeLeft:
        return TimeLeft(self._in_force)


def must_be_days(days: int) -> None:
    """Refuse a number of working days that no plan covers."""
    must(1 <= days <= MOST_DAYS, f"A plan of crews must cover 1 to {MOST_DAYS} working days, got {days}.")


def problem_of(scenario: Scenario, snapshot: Snapshot, days: int = 1) -> Problem:
    """What one snapshot of a scenario asks; see `CrewProblems`."""
    return CrewProblems(scenario, days).of(snapshot)
