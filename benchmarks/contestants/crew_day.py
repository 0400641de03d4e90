"""A day of crews and visits as instances that every scheduler is given, and what each must report.

Minutes throughout: a day of 540, three depots, three skills, 60 x 60 km, 40 km/h with detour 1.3. A minute
on the way costs 1. With windows a visit must begin by its latest start or is left out at its prize; with
deadlines it may end after it is due at its weight a minute, and is left out at its prize too. Only numpy is
used here: a peer's environment lacks the product's libraries.
"""

import argparse
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring.process import tell

DAY = 540
DEPOTS = 3
SKILLS = ("survey", "drone", "installation")
SHARES = (0.35, 0.1, 0.55)

Ints = NDArray[np.int64]


class CrewDay(NamedTuple):
    """An instance; the first three nodes are the depots, then come the visits.

    Attributes
    ----------
    travel : shape (3 + visits, 3 + visits).
    skill, duration, due, weight, prize, latest_start : of each visit.
    can : skills of each crew; shape (crews, 3).
    depot : of each crew.
    """

    travel: Ints
    skill: Ints
    duration: Ints
    due: Ints
    weight: Ints
    prize: Ints
    latest_start: Ints
    can: NDArray[np.bool_]
    depot: Ints


class Asked(NamedTuple):
    """What a scheduler is asked.

    Attributes
    ----------
    day : the instance.
    soft : deadlines instead of windows.
    seconds : wall time, to load the instance not counted.
    seed : of the scheduler's own chance, where it has any.
    split : each skill by itself, over two processes.
    """

    day: CrewDay
    soft: bool
    seconds: float
    seed: int
    split: bool


def make(visits: int, crews: int, seed: int, multi: bool = False) -> CrewDay:
    """Draw an instance.

    Parameters
    ----------
    multi : every second crew has another skill beside its own.
    """
    rng = np.random.default_rng(seed)
    places, depots = rng.uniform(0, 60, (visits, 2)), rng.uniform(10, 50, (DEPOTS, 2))
    skill = rng.choice(len(SKILLS), visits, p=SHARES)
    usual, flown = rng.integers(40, 80, visits), rng.integers(60, 180, visits)
    duration = np.select([skill == 0, skill == 1], [usual, flown], rng.integers(45, 120, visits))
    due = rng.integers(120, DAY, visits)
    weight = rng.choice([1, 2, 5, 10], visits, p=[0.6, 0.2, 0.15, 0.05])
    crew_skill, depot = rng.choice(len(SKILLS), crews, p=SHARES), rng.choice(DEPOTS, crews)
    can = np.eye(len(SKILLS), dtype=bool)[crew_skill]
    if multi:
        second = (crew_skill + rng.integers(1, len(SKILLS), crews)) % len(SKILLS)
        can[np.arange(0, crews, 2), second[::2]] = True
    nodes = np.vstack([depots, places])
    km = np.hypot(*(nodes[:, None] - nodes[None]).transpose(2, 0, 1))
    travel = (km * 1.3 / 40 * 60).round().astype(int)
    latest_start = np.maximum(due, duration + 30) - duration
    return CrewDay(travel, skill, duration, due, weight, weight * 600, latest_start, can, depot)


def part(day: CrewDay, skill: int) -> CrewDay:
    """The visits and crews of one skill."""
    visits, crews = np.flatnonzero(day.skill == skill), np.flatnonzero(day.can[:, skill])
    nodes = np.concatenate([np.arange(DEPOTS), DEPOTS + visits])
    return CrewDay(
        day.travel[np.ix_(nodes, nodes)],
        day.skill[visits],
        day.duration[visits],
        day.due[visits],
        day.weight[visits],
        day.prize[visits],
        day.latest_start[visits],
        day.can[crews],
        day.depot[crews],
    )


def main(schedule: Callable[[Asked], float]) -> None:
    """Read what is asked from the command line, schedule, report the cost."""
    parser = argparse.ArgumentParser()
    for name in ("visits", "crews", "instance", "seconds", "seed"):
        parser.add_argument(name, type=float if name == "seconds" else int)
    for name in ("soft", "multi", "split"):
        parser.add_argument(f"--{name}", action="store_true")
    given = parser.parse_args()
    day = make(given.visits, given.crews, given.instance, given.multi)
    tell(cost=schedule(Asked(day, given.soft, given.seconds, given.seed, given.split)))
