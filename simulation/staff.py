"""Who works in a run, and the queues they work on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scenarios.horizon import Horizon
from scenarios.scenario import Scenario
from scenarios.stage import Stage
from scenarios.workforce import CrewGroup, Desk
from simulation.absence import DaysOfDuty
from simulation.dispatch import Rule
from simulation.duty import Duty
from simulation.experience import is_novice
from simulation.failures import Failures
from simulation.flying import Sky
from simulation.place import Point, point
from simulation.queues import Queue
from simulation.shifts import Shifts

ANYWHERE = ""


class Queues:
    """The queues of a run, made when first asked for.

    A desk works for all regions: its queue is that of its department anywhere.
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._made: dict[tuple[str, str], Queue] = {}

    def of(self, skill: str, region: str) -> Queue:
        """Waiting work of a skill (or of a department's desk) in a region."""
        return self._made.setdefault((skill, region), Queue(self.rule))

    def all(self) -> list[Queue]:
        """Every queue asked for so far."""
        return list(self._made.values())

    def of_crews(self) -> dict[tuple[str, str], Queue]:
        """Those asked for so far where work waits for crews, by skill and region."""
        return {place: queue for place, queue in self._made.items() if place[1] != ANYWHERE}

    def of_desk(self, name: str, regions: Sequence[str]) -> list[Queue]:
        """Where the work of a desk waits, by region."""
        return [self.of(name, ANYWHERE)] * len(regions)

    def of_stage(self, stage: Stage, regions: Sequence[str]) -> list[Queue]:
        """Where the work of a stage waits, by region; empty where it has none."""
        if stage.work is None:
            return []
        if stage.work.desk is not None:
            return self.of_desk(stage.work.desk, regions)
        assert stage.work.skill is not None
        return [self.of(stage.work.skill, region) for region in regions]


@dataclass(frozen=True)
class Resource:
    """A crew, or a person at a desk.

    Parameters
    ----------
    name, department, region, skill : as the log has them; a desk has no region and no skill.
    pool : number of the group of like resources it belongs to.
    rota : when the group is on duty.
    shifts : when it is itself: the group's, or less where something keeps it away.
    depot : where its day begins; None at a desk.
    queues : whose work it does.
    pace, errors : factors on how long it takes for a visit and on how often it errs.
    flies : by day and in good weather only.
    """

    name: str
    department: str
    region: str
    skill: str
    pool: int
    rota: Shifts
    shifts: Shifts
    depot: Point | None
    queues: tuple[Queue, ...]
    pace: float = 1.0
    errors: float = 1.0
    flies: bool = False


def resources_of(scenario: Scenario, queues: Queues, seed: int, replication: int) -> list[Resource]:
    """Everybody who works, desks first, in the order of the scenario."""
    staff = _Staff(scenario, queues, seed, replication)
    found: list[Resource] = []
    for pool, (name, desk) in enumerate(scenario.workforce.desks.items()):
        found.extend(staff.people(name, desk, pool))
    for pool, group in enumerate(scenario.workforce.crews, len(scenario.workforce.desks)):
        found.extend(staff.crews(group, pool))
    return found


@dataclass
class _Rota:
    """The duty of a group, and its shifts, which those whom nothing keeps away share."""

    duty: Duty
    horizon: Horizon

    @cached_property
    def days(self) -> DaysOfDuty:
        return DaysOfDuty.of(self.duty, self.horizon)

    @cached_property
    def shifts(self) -> Shifts:
        return self.duty.shifts()

    def own(self, duty: Duty) -> Shifts:
        return self.shifts if duty is self.duty else duty.shifts()


@dataclass
class _Staff:
    scenario: Scenario
    queues: Queues
    seed: int
    replication: int
    rotas: dict[tuple[str, str | None], _Rota] = field(default_factory=dict)

    def people(self, department: str, desk: Desk, pool: int) -> Iterator[Resource]:
        waiting = (self.queues.of(department, ANYWHERE),)
        rota = self._rota(desk.roster)
        for number in range(desk.size):
            name = f"{department}-{number + 1}"
            own = rota.own(self._present(rota, desk, name))
            yield Resource(name, department, "", "", pool, rota.shifts, own, None, waiting)

    def crews(self, group: CrewGroup, pool: int) -> Iterator[Resource]:
        waiting = tuple(self.queues.of(skill, group.region) for skill in group.skills)
        rota = self._rota(group.roster, group.region if group.flies else None)
        depot, skill = _depot(group, self.scenario), "+".join(group.skills)
        for number in range(group.size):
            name = f"{group.name}-{number + 1}"
            own = rota.own(self._equipped(self._present(rota, group, name), group, name))
            yield Resource(
                name,
                group.department,
                group.region,
                skill,
                pool,
                rota.shifts,
                own,
                depot,
                waiting,
                *self._experience(group, number),
                group.flies,
            )

    def _rota(self, roster: str, flying_in: str | None = None) -> _Rota:
        key = (roster, flying_in)
        if key not in self.rotas:
            scenario = self.scenario
            duty = Duty.of(scenario.rosters[roster], roster, scenario.horizon)
            if flying_in is not None:
                sky = Sky(self.seed, self.replication, scenario.horizon, scenario.weather)
                duty = sky.over(duty, flying_in, scenario.regions[flying_in])
            self.rotas[key] = _Rota(duty, scenario.horizon)
        return self.rotas[key]

    def _present(self, rota: _Rota, group: Desk | CrewGroup, name: str) -> Duty:
        share = self.scenario.workforce.absence if group.absence is None else group.absence
        if share == 0:
            return rota.duty
        return rota.duty.without(*rota.days.away(share, self.seed, self.replication, "absence", name))

    def _equipped(self, duty: Duty, group: CrewGroup, name: str) -> Duty:
        for skill in group.skills:
            if skill in self.scenario.equipment:
                equipment = self.scenario.equipment[skill]
                duty = Failures(self.seed, self.replication).taken_from(duty, equipment, skill, name)
        return duty

    def _experience(self, group: CrewGroup, number: int) -> tuple[float, float]:
        share = self.scenario.workforce.novices if group.novices is None else group.novices
        experience = self.scenario.experience
        if not is_novice(number, share):
            return 1.0, 1.0
        return experience.novice_pace, experience.novice_errors


def _depot(group: CrewGroup, scenario: Scenario) -> Point:
    centre = scenario.regions[group.region]
    latitude = centre.latitude if group.latitude is None else group.latitude
    longitude = centre.longitude if group.longitude is None else group.longitude
    return point(latitude, longitude)
