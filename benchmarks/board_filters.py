"""Answer of the Board to a change of its filters, on a log of more than 100,000 cases."""

import sys
from functools import partial

import numpy as np

from benchmarks.contestants.pandas_board import pandas_board
from benchmarks.measuring.command import command
from benchmarks.measuring.material import SEED, city_log
from benchmarks.measuring.section import Line, Section, Target, at_most, compared
from benchmarks.measuring.sides import alternate, seconds
from domain.kpi import Filters, Measures, Period, board, choices

MOST_DIMENSIONS, MOST_VALUES = 3, 3
PERIOD_DAYS = (7, 30, 90, 365)
Seconds = dict[str, list[float]]

ABOUT = """\
One answer is everything the Board shows (`domain.kpi.board`: cards with the period before, work in progress,
flow, on-time trend, ageing, stage times, process map) under a random choice: up to three dimensions with up
to three values each and a period of a week to a year. Every choice is asked of both sides in turn; p50 and
p95 are over the choices, medians and ranges over passes. Plain pandas filters its frames with a boolean mask
and groups what is left; it gives fewer figures: counts, cycle-time quantiles, on-time share, stage times and
process map of one period. The number of finished applications must agree for every choice, or the benchmark
fails."""


def measure(quick: bool) -> Section:
    """Ask every choice of both sides, in several passes."""
    log, terms = city_log(quick)
    measures = Measures.of(log, terms)
    asked = random_filters(measures, 20 if quick else 200)
    # Asked of all before any is timed: it warms both sides up.
    disagreeing = [one for one in asked if not same_count(measures, one)]
    passes = [_pass(measures, asked) for _ in range(2 if quick else 3)]
    what = f"of {len(asked)} choices, {len(log):,} cases"
    lines = (_line(f"p50 {what}", 0.5, passes, None), _line(f"p95 {what}", 0.95, passes, at_most(300)))
    return Section("Filters of the Board", ABOUT, lines, libraries=("pandas", "numpy"), holds=not disagreeing)


def random_filters(measures: Measures, count: int) -> list[Filters]:
    """Draw choices of a reader; always the same for the same log."""
    chance, offered = np.random.default_rng(SEED), choices(measures)
    return [_random_filter(chance, offered, measures) for _ in range(count)]


def same_count(measures: Measures, filters: Filters) -> bool:
    """Tell whether both sides count as many finished applications."""
    ours = {card.name: card.figure.mean for card in board(measures, filters).cards}["finished"]
    return bool(ours == pandas_board(measures.log, filters)["finished"])


def _random_filter(
    chance: np.random.Generator, offered: dict[str, tuple[str, ...]], measures: Measures
) -> Filters:
    count = chance.integers(0, min(MOST_DIMENSIONS, len(offered)) + 1)
    dimensions = chance.choice(sorted(offered), count, replace=False)
    chosen = {str(name): _some(chance, offered[name]) for name in dimensions}
    named = {name: chosen.pop(name, ()) for name in ("track", "department", "region")}
    return Filters(period=_random_period(chance, measures), attributes=chosen, **named)


def _some(chance: np.random.Generator, values: tuple[str, ...]) -> tuple[str, ...]:
    count = chance.integers(1, min(MOST_VALUES, len(values)) + 1)
    return tuple(str(value) for value in chance.choice(values, count, replace=False))


def _random_period(chance: np.random.Generator, measures: Measures) -> Period:
    end = measures.log.observed_until
    day = np.timedelta64(1, "D")
    last = end - int(chance.integers(0, 14)) * day
    return Period(last - int(chance.choice(PERIOD_DAYS)) * day, last)


def _pass(measures: Measures, asked: list[Filters]) -> Seconds:
    """Seconds of every choice on both sides."""
    found: Seconds = {"ours": [], "theirs": []}
    for filters in asked:
        sides = {
            "ours": partial(seconds, partial(board, measures, filters)),
            "theirs": partial(seconds, partial(pandas_board, measures.log, filters)),
        }
        for name, times in alternate(sides, repeats=1, warm_up=False).items():
            found[name] += times
    return found


def _line(what: str, share: float, passes: list[Seconds], target: Target | None) -> Line:
    """Quantile over the choices, for every pass."""
    ours, theirs = (
        [1000 * float(np.quantile(one[side], share)) for one in passes] for side in ("ours", "theirs")
    )
    return compared(what, "ms", ours, "pandas", theirs, target)


if __name__ == "__main__":
    sys.exit(command("board_filters", measure))
