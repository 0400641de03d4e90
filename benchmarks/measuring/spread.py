"""A repeated measurement as its median and range."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.errors import must


@dataclass(frozen=True)
class Spread:
    """What repeats of a measurement gave.

    Attributes
    ----------
    median : the middle one.
    low, high : the least and the greatest; where a benchmark says so, an interval instead.
    n : number of repeats.
    """

    median: float
    low: float
    high: float
    n: int


def spread(values: Sequence[float]) -> Spread:
    """Sum up repeats; at least one is needed."""
    must(len(values) > 0, "A spread must be of at least 1 value, got none.")
    return Spread(median(values), min(values), max(values), len(values))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Sum up ours / theirs, repeat by repeat: what slows the machine for a while slows both of a pair."""
    must(len(ours) == len(theirs), f"Sides must have as many repeats, got {len(ours)} and {len(theirs)}.")
    return spread([our / their for our, their in zip(ours, theirs, strict=True)])
