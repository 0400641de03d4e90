"""The model as a whole: who comes, who works, and the processes that they begin."""

from simpy import Environment

from benchmarks.contestants.plain_district.contacts import Meetings
from benchmarks.contestants.plain_district.crews import Crew
from benchmarks.contestants.plain_district.diary import Diary
from benchmarks.contestants.plain_district.jobs import Boards, Customer, Process, Team
from benchmarks.contestants.plain_district.journeys import Journeys
from benchmarks.contestants.plain_district.promises import Promises
from scenarios.scenario import Scenario
from simulation.setting import prepare


class District:
    """A run of a scenario that dispatches first come, first served.

    It takes customers, their luck, rosters, absences and failures from the twin's own set-up, so that only
    what happens to them is simulated another way.

    Attributes
    ----------
    diary : what has happened so far.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario.in_force
        self.setting = prepare(self.scenario, seed, 0)
        self.env, self.diary = Environment(), Diary()
        self.promises = Promises(self)
        self.boards = Boards(self.env, self.setting.borders)
        self._employ()
        self.journeys = [Journeys(self, way) for way in self.setting.ways]
        if self.setting.coordinators is not None:
            self.env.process(Meetings(self, self.setting.coordinators).hold())
        self.env.process(self._arrivals())

    def run(self) -> Diary:
        """Simulate to the end of the horizon."""
        self.env.run(until=self.setting.end_minutes)
        return self.diary

    def _employ(self) -> None:
        """Put everybody into their teams, who do the same work at the same hours."""
        teams: dict[int, Team] = {}
        for code, resource in enumerate(self.setting.resources):
            if resource.pool not in teams:
                boards = [self.boards.of(queue) for queue in resource.queues]
                teams[resource.pool] = Team(boards, resource.depot)
            team = teams[resource.pool]
            team.crews.append(Crew(self, code, resource, team))
            team.longest_minutes = max(team.longest_minutes, resource.shifts.longest_minutes)
        for team in teams.values():
            team.beyond = [other for board in team.boards for other in board.others]

    def _arrivals(self) -> Process:
        for number, at in enumerate(self.setting.submitted_minutes.tolist()):
            yield self.env.timeout(at - self.env.now)
            self.env.process(self.journeys[self.setting.way[number]].go(self._customer(number)))

    def _customer(self, number: int) -> Customer:
        way, row = self.setting.ways[self.setting.way[number]], int(self.setting.row[number])
        region = int(way.customers.region[row])
        pace = self.setting.pace_minutes[region]
        return Customer(number, row, region, way.points[row], pace, len(way.steps))
