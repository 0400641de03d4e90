"""An instance of the gotic list by PyVRP: its cost in the list's own figure, and the jobs left out."""

import sys
from collections.abc import Sequence
from math import hypot
from pathlib import Path
from typing import NamedTuple

from pyvrp import Model
from pyvrp.stop import MaxRuntime

from benchmarks.measuring.process import tell

FORBIDDEN = 10**6
"""Distance and minutes to a job that a technician may not do."""


class Row(NamedTuple):
    """A technician, or a job.

    Attributes
    ----------
    times : of the shift; or first and last begin.
    skills : of a technician, or the one a job takes.
    work, penalty : minutes a job takes, and what leaving it out costs.
    """

    at: tuple[int, int]
    times: tuple[int, int]
    skills: frozenset[str]
    work: int = 0
    penalty: int = 0


def main() -> None:
    """Read the instance, the seconds and the seed from the command line, solve, report."""
    path, seconds, seed = sys.argv[1:]
    lines = [line.split() for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    speed = next(float(line[1]) for line in lines if line[0] == "speed")
    crews = [_technician(line) for line in lines if line[0] == "TIC"]
    jobs = [_job(line) for line in lines if line[0] == "JOB"]
    best = _model(crews, jobs, speed).solve(MaxRuntime(float(seconds)), seed=int(seed), display=False)
    tell(cost=float(best.cost()), unserved=len(jobs) - best.best.num_clients())


def _technician(cells: Sequence[str]) -> Row:
    x, y, begins, ends = map(int, cells[2:6])
    return Row((x, y), (begins, ends), frozenset(cells[6:]))


def _job(cells: Sequence[str]) -> Row:
    x, y, first, last = map(int, cells[2:6])
    skill, work, _, penalty = cells[6:]
    return Row((x, y), (first, last), frozenset([skill]), int(work), int(penalty))


def _model(crews: Sequence[Row], jobs: Sequence[Row], speed: float) -> Model:
    model = Model()
    rows = [*crews, *jobs]
    places = [model.add_location(*row.at) for row in rows]
    for place, job in zip(places[len(crews) :], jobs, strict=True):
        first, last = job.times
        model.add_client(
            place,
            service_duration=job.work,
            tw_early=first,
            tw_late=last,
            prize=job.penalty,
            required=False,
        )
    depots = [model.add_depot(place) for place in places[: len(crews)]]
    profiles = {skills: model.add_profile() for skills in dict.fromkeys(crew.skills for crew in crews)}
    for crew, depot in zip(crews, depots, strict=True):
        begins, ends = crew.times
        profile = profiles[crew.skills]
        model.add_vehicle_type(
            1, start_depot=depot, end_depot=depot, tw_early=begins, tw_late=ends, profile=profile
        )
    for skills, profile in profiles.items():
        able = [number < len(crews) or row.skills <= skills for number, row in enumerate(rows)]
        for a, one in enumerate(rows):
            for b, other in enumerate(rows):
                apart = round(hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]))
                minutes = round(60 * apart / speed)
                both = (apart, minutes) if able[a] and able[b] else (FORBIDDEN, FORBIDDEN)
                if a != b:
                    model.add_edge(places[a], places[b], *both, profile)
    return model


if __name__ == "__main__":
    main()
