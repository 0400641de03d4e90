"""Ways to do the work of a stage beside the usual one, made ready for a run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scenarios.mode import Mode
from scenarios.scenario import Scenario
from simulation.step import Step, total_minutes

if TYPE_CHECKING:
    from simulation.application import Visit
    from simulation.crew_pool import Pool
    from simulation.queues import Queue
    from simulation.staff import Queues


class Way:
    """A mode of a step.

    Parameters
    ----------
    queues : by region, where work waits for it; None where the land does not allow it.
    """

    __slots__ = ("expected_minutes", "luck", "mode", "queues", "step")

    def __init__(self, step: Step, mode: Mode, queues: Sequence["Queue | None"]) -> None:
        self.step, self.mode, self.queues = step, mode, queues
        self.expected_minutes = mode.duration.mean_minutes
        self.luck: list[list[float]] = []

    def work_minutes(self, visit: int, row: int) -> float:
        """Working time of a customer's visit of this number: by the luck that the usual work has, too."""
        luck, step = self.luck, self.step
        while len(luck) <= visit:
            parts = [("work", self.mode.duration), *step.stage.parts[1:]]
            luck.append(total_minutes(step, parts, len(luck)))
        return luck[visit][row]

    def is_of(self, pool: "Pool") -> bool:
        """Whether the crews of a pool work this way."""
        return any(queue is not None and queue in pool.queues for queue in self.queues)


class Modes:
    """All modes of a step.

    Parameters
    ----------
    regions : how many there are.

    Attributes
    ----------
    queues : by region, where its work waits beside the queue of the usual way.
    """

    __slots__ = ("_of_pool", "queues", "step", "ways")

    def __init__(self, step: Step, ways: Sequence[Way], regions: int) -> None:
        self.step, self.ways = step, ways
        self.queues = [
            tuple(queue for way in ways if (queue := way.queues[region]) is not None)
            for region in range(regions)
        ]
        self._of_pool: dict[Pool, Way | None] = {}

    def work_minutes(self, visit: "Visit", pool: "Pool") -> float:
        """Working time of a visit if a crew of a pool does it."""
        return (self._way_of(pool) or self.step).work_minutes(visit.round, visit.application.row)

    def expected_minutes(self, pool: "Pool") -> float:
        """What a visit is expected to take the crews of a pool."""
        return (self._way_of(pool) or self.step).expected_minutes

    def _way_of(self, pool: "Pool") -> Way | None:
        """How the crews of a pool do the work; None for the usual way."""
        if pool not in self._of_pool:
            self._of_pool[pool] = next((way for way in self.ways if way.is_of(pool)), None)
        return self._of_pool[pool]


def modes_of(step: Step, scenario: Scenario, queues: "Queues") -> Modes | None:
    """The modes of a step; None where its work is done in one way only."""
    work = step.stage.work
    if work is None or not work.modes:
        return None
    ways = [Way(step, mode, _queues(mode, scenario, queues)) for mode in work.modes]
    return Modes(step, ways, len(scenario.regions))


def _queues(mode: Mode, scenario: Scenario, queues: "Queues") -> list["Queue | None"]:
    return [
        queues.of(mode.skill, name) if not mode.terrains or region.terrain in mode.terrains else None
        for name, region in scenario.regions.items()
    ]
