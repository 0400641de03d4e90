"""Who works in a run, and the queues they work on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scenarios.scenario import Scenario
from scenarios.stage import Stage
from scenarios.workforce import CrewGroup
from simulation.place import Point, point
from simulation.policy import Policy
from simulation.queues import Queue
from simulation.shifts import Shifts

ANYWHERE = ""


class Queues:
    """The queues of a run, made when first asked for.

    A desk works for all regions: its queue is that of its department anywhere.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._made: dict[tuple[str, str], Queue] = {}

    def of(self, skill: str, region: str) -> Queue:
        """Waiting work of a skill (or of a department's desk) in a region."""
        return self._made.setdefault((skill, region), Queue(self.policy))

    def of_stage(self, stage: Stage, regions: Sequence[str]) -> list[Queue]:
        """Where the work of a stage waits, by region; empty where it has none."""
        if stage.work is None:
            return []
        if stage.work.desk is not None:
            return [self.of(stage.work.desk, ANYWHERE)] * len(regions)
        assert stage.work.skill is not None
        return [self.of(stage.work.skill, region) for region in regions]


@dataclass(frozen=True)
class Resource:
    """A crew, or a person at a desk.

    Parameters
    ----------
    name, department, region, skill : as the log has them; a desk has no region and no skill.
    pool : number of the group of like resources it belongs to.
    depot : where its day begins; None at a desk.
    queues : whose work it does.
    """

    name: str
    department: str
    region: str
    skill: str
    pool: int
    shifts: Shifts
    depot: Point | None
    queues: tuple[Queue, ...]


def resources_of(scenario: Scenario, queues: Queues) -> list[Resource]:
    """Everybody who works, desks first, in the order of the scenario."""
    shifts = cache(lambda roster: Shifts.of(scenario.rosters[roster], roster, scenario.horizon))
    found: list[Resource] = []
    for pool, (name, desk) in enumerate(scenario.workforce.desks.items()):
        waiting = (queues.of(name, ANYWHERE),)
        for number in range(desk.size):
            of_desk = Resource(f"{name}-{number + 1}", name, "", "", pool, shifts(desk.roster), None, waiting)
            found.append(of_desk)
    for pool, group in enumerate(scenario.workforce.crews, len(scenario.workforce.desks)):
        found.extend(_crews(group, pool, shifts(group.roster), queues, _depot(group, scenario)))
    return found


def _crews(group: CrewGroup, pool: int, shifts: Shifts, queues: Queues, depot: Point) -> Iterator[Resource]:
    waiting = tuple(queues.of(skill, group.region) for skill in group.skills)
    for number in range(group.size):
        name = f"{group.name}-{number + 1}"
        yield Resource(
            name, group.department, group.region, "+".join(group.skills), pool, shifts, depot, waiting
        )


def _depot(group: CrewGroup, scenario: Scenario) -> Point:
    centre = scenario.regions[group.region]
    latitude = centre.latitude if group.latitude is None else group.latitude
    longitude = centre.longitude if group.longitude is None else group.longitude
    return point(latitude, longitude)
