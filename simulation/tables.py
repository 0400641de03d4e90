"""Studies and comparisons as tables to read in a terminal."""

from collections.abc import Sequence

from simulation.comparison import Comparison, Difference
from simulation.precision import Reached
from simulation.results import Study

FIGURE = "{:<24}{:<44}{:>11}   {:<24}{:<12}{:>4}"
DIFFERENCE = "{:<24}{:<44}{:>11}{:>11}{:>12}   {:<24}{:<12}{}"


def table_of_figures(study: Study) -> str:
    """Every figure with its 95 % interval over replications, and how many of them have it."""
    lines = [FIGURE.format("figure", "of", "mean", "95 % interval", "unit", "n")]
    for figure in study.figures():
        interval = _interval(figure.low, figure.high)
        lines.append(
            FIGURE.format(figure.name, figure.group, _number(figure.mean), interval, figure.unit, figure.n)
        )
    return "\n".join(line.rstrip() for line in lines)


def lines_of_precision(reached: Sequence[Reached]) -> list[str]:
    """What was asked of each figure, what was reached, and what it would take."""
    return [_precision(one) for one in reached]


def lines_of_lateness(study: Study) -> list[str]:
    """Hours beyond the limits by cause with their share of all; nothing where every promise was kept."""
    hours = study.late_hours()
    total = sum(one.mean or 0.0 for one in hours.values())
    return [
        f"late because of {cause:<16}{_number(one.mean):>11} hours{(one.mean or 0.0) / total:>6.0%}"
        for cause, one in hours.items()
        if total and one.mean
    ]


def table_of_differences(comparison: Comparison, other: int, only: Sequence[Difference] | None = None) -> str:
    """Figures of one of the others beside the base's, with the 95 % interval of the difference.

    Parameters
    ----------
    only : these figures; every one when not given.
    """
    title = f"{comparison.others[other].scenario} beside {comparison.base.scenario}"
    head = ("figure", "of", "base", "other", "difference", "95 % interval", "unit", "verdict")
    rows = [_row(one) for one in (comparison.differences(other) if only is None else only)]
    return "\n".join([title, *(DIFFERENCE.format(*row).rstrip() for row in (head, *rows))])


def _precision(one: Reached) -> str:
    target = one.target
    asked = f"{target.half_width:.3g}" if not target.relative else f"{target.half_width:.3%} of the mean"
    more = f"; about {one.needed} runs would do" if one.needed else ""
    state = "reached" if one.met else f"not reached{more}"
    half = _number(one.half_width)
    return (
        f"{target.name} of {target.group}: asked +-{asked}, got +-{half} with {one.interval.n} runs: {state}."
    )


def _row(one: Difference) -> tuple[str, ...]:
    numbers = (_number(one.base.mean), _number(one.mean.mean), _number(one.difference.mean))
    interval = _interval(one.difference.low, one.difference.high)
    return one.name, one.group, *numbers, interval, one.unit, (one.verdict or "").replace("_", " ")


def _interval(low: float | None, high: float | None) -> str:
    return "-" if low is None and high is None else f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
