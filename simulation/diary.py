"""How much of the crews' time is promised to customers, window by window."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from math import pi

import numpy as np
from numpy.typing import NDArray

from scenarios.appointment import Appointment
from scenarios.geography import EARTH_RADIUS_KM, Region
from scenarios.scenario import Scenario
from simulation.place import minutes_per_radian
from simulation.queues import Queue
from simulation.shifts import TINY_MINUTES, Shifts
from simulation.staff import Resource
from simulation.step import Step
from simulation.windows import Windows

Promised = Sequence[tuple[int, float]]
"""Minutes set aside: place of the window, minutes."""
MEAN_DISTANCE = 128 / (45 * pi)
"""Mean distance between two points of a disc of radius 1 (disc line picking)."""


class Diary:
    """The windows of the crews of one skill in one region; all tracks and stages they work for share it.

    Work has to begin within its window. What then reaches beyond, or is longer than a window, takes of those
    that follow, so that no time is promised twice and none is lost between windows.

    Parameters
    ----------
    minutes : of ordinary work that the crews can do in each window; 0 where nobody is on duty.
    """

    __slots__ = ("minutes", "promised", "windows")

    def __init__(self, windows: Windows, minutes: Sequence[float]) -> None:
        self.windows, self.minutes = windows, minutes
        self.promised = [0.0] * len(minutes)

    def first(self, wanted: float, way: float, fill: float) -> int | None:
        """Place of the first window from an instant on in which a visit could begin; None where none is.

        Parameters
        ----------
        way : minutes on the way there.
        fill : share of the crews' minutes that may be promised; one visit always may, where anybody is on
            duty.
        """
        for place in range(bisect_left(self.windows.opens, wanted), len(self.minutes)):
            left = self._left(place, fill)
            if left > way + TINY_MINUTES or (left > 0 and self.promised[place] <= TINY_MINUTES):
                return place
        return None

    def promise(self, place: int, needed: float, fill: float) -> Promised:
        """Set minutes of a crew aside, from a window on; gives how many of which."""
        parts = []
        while needed > TINY_MINUTES and place < len(self.minutes):
            length = self.windows.closes[place] - self.windows.opens[place]
            part = min(needed, length, self._left(place, fill))
            if part > TINY_MINUTES:
                self.promised[place] += part
                parts.append((place, part))
                needed -= part
            place += 1
        return parts

    def release(self, parts: Promised) -> None:
        """Give back what was set aside."""
        for place, part in parts:
            self.promised[place] -= part

    def _left(self, place: int, fill: float) -> float:
        """What may still be promised of a window: all of it to one visit, to several a share."""
        promised, minutes = self.promised[place], self.minutes[place]
        return minutes if promised <= TINY_MINUTES else fill * minutes - promised


def open_diaries(steps: Sequence[Step], resources: Sequence[Resource], scenario: Scenario) -> None:
    """Give the appointments of all steps the diaries of those who come, and what a visit takes of them.

    Crews are counted by their roster: who will be ill or without a van is not known days ahead. A crew with
    several skills that are booked ahead counts for each with an even part of its time.
    """
    booked = [step for step in steps if step.appointments is not None]
    asked = {queue for step in booked for queue in step.queues}
    diaries: dict[Queue, Diary] = {}
    for step in booked:
        appointments = step.appointments
        assert appointments is not None
        windows = Windows.of(appointments.appointment, scenario)
        for queue in step.queues:
            if queue not in diaries:
                diaries[queue] = Diary(windows, _minutes(windows, queue, resources, asked))
        appointments.diaries = [diaries[queue] for queue in step.queues]
        regions = scenario.regions.values()
        appointments.way_minutes = [_way(step, region, scenario) for region in regions]
        appointments.work_minutes = [_work(step, appointments.appointment, region) for region in regions]


def _minutes(
    windows: Windows, queue: Queue, resources: Sequence[Resource], asked: Collection[Queue]
) -> list[float]:
    """What novices do in a window is less by their pace."""
    minutes = np.zeros(len(windows.opens))
    for one in resources:
        if queue in one.queues:
            shares = one.pace * sum(other in asked for other in one.queues)
            minutes += (_on_duty(one.rota, windows.closes) - _on_duty(one.rota, windows.opens)) / shares
    return list(minutes.tolist())


def _on_duty(shifts: Shifts, until: Sequence[float]) -> NDArray[np.float64]:
    """Minutes of duty from the start of the run to each instant."""
    starts, ends = np.array(shifts.starts), np.array(shifts.ends)
    edges = np.append(0.0, np.stack([starts, ends], axis=1).ravel())
    total = np.append(0.0, np.repeat(np.cumsum(ends - starts), 2))
    total[1::2] -= ends - starts
    return np.asarray(np.interp(until, edges, total))


def _work(step: Step, appointment: Appointment, region: Region) -> float:
    """Expected minutes at the site: work on the land of a region, or a while at a closed door."""
    work = step.stage.work
    assert work is not None
    there = work.terrains.get(region.terrain, work.duration).mean_minutes - work.duration.mean_minutes
    wasted = appointment.wasted.mean_minutes if appointment.wasted else 0.0
    return (1 - appointment.missed) * (step.expected_minutes + there) + appointment.missed * wasted


def _way(step: Step, region: Region, scenario: Scenario) -> float:
    """Expected way of a crew from one visit to another; none for a desk."""
    if step.stage.work is None or step.stage.work.skill is None:
        return 0.0
    arc = MEAN_DISTANCE * region.radius_km / EARTH_RADIUS_KM
    return arc * minutes_per_radian(scenario.terrains[region.terrain])
