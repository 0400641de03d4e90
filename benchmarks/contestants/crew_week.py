"""How soon there is a first plan for a week of crews, and what memory it takes."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

import pandas as pd

from benchmarks.contestants.crew_day import make
from benchmarks.contestants.crew_switchboard import problem_of
from benchmarks.measuring.process import tell
from optimizer import Crew, Problem, Shift, Work, solve

DAY = pd.Timedelta(days=1)


def main() -> None:
    """Read the size from the command line, plan, report the time to the first plan."""
    parser = argparse.ArgumentParser()
    for name in ("visits", "crews", "days", "instance"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    solve(problem_of(make(30, 6, 1), soft=True), Work(200), 1)
    day = problem_of(make(given.visits, given.crews, given.instance), soft=True)
    crews = tuple(replace(crew, shifts=tuple(_shifts(crew, given.days))) for crew in day.crews)
    week = Problem(day.visits, crews, day.travel)
    begun = perf_counter()
    solve(week, Work(1), 1, progress=lambda _: False)
    tell(seconds=perf_counter() - begun)


def _shifts(crew: Crew, days: int) -> Iterator[Shift]:
    """The crew's shift, day after day."""
    for number in range(days):
        for shift in crew.shifts:
            yield Shift(shift.begins_at + number * DAY, shift.ends_at + number * DAY)


if __name__ == "__main__":
    main()
