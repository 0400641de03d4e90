"""When the equipment of a crew fails, and when it has it back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.instants import HOUR, MINUTE, Micros
from domain.timeline import Timeline
from scenarios.equipment import Equipment
from simulation.duty import Duty
from simulation.streams import uniforms


@dataclass(frozen=True)
class Failures:
    """The failures of each resource's equipment, of the run's seed and replication."""

    seed: int
    replication: int

    def taken_from(self, duty: Duty, equipment: Equipment, skill: str, resource: str) -> Duty:
        """The duty of a resource less the time in which its equipment is repaired."""
        key = (self.seed, self.replication, "equipment", skill, resource)
        spans = np.array(list(_repairs(duty, equipment, key)), dtype=np.int64).reshape(-1, 2)
        return duty.interrupted(spans[:, 0], spans[:, 1]) if spans.size else duty


def _repairs(duty: Duty, equipment: Equipment, key: tuple[int | str, ...]) -> Iterator[tuple[int, int]]:
    """Failure and return, one after the other: the time to the next failure runs on duty alone."""
    timeline = Timeline.of(duty.starts, duty.ends)
    mean = equipment.hours_between_failures * HOUR
    worked = 0.0
    for lasting, mending in zip(_endless(*key, "lasting"), _endless(*key, "repair"), strict=False):
        worked += -np.log1p(-lasting) * mean
        if worked >= timeline.total:
            return
        failed = int(timeline.reaching(_one(worked))[0])
        back = failed + round(float(equipment.repair.minutes(np.array([mending]))[0]) * MINUTE)
        yield failed, back
        worked = float(timeline.worked_by(_one(back))[0])


def _endless(*key: int | str) -> Iterator[float]:
    """As many numbers of a key as are asked for."""
    drawn, count = 0, 16
    while True:
        yield from uniforms(count, *key)[drawn:]
        drawn, count = count, 2 * count


def _one(value: float) -> Micros:
    return np.array([round(value)], dtype=np.int64)
