"""Sides that are measured in turns, so that a drift of the machine hits all of them."""

import gc
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

Result = TypeVar("Result")


def alternate(
    sides: Mapping[str, Callable[[], Result]], repeats: int, warm_up: bool = True
) -> dict[str, list[Result]]:
    """Call every side in turn, A B A B, and collect what they give.

    Parameters
    ----------
    repeats : calls per side that are kept.
    warm_up : call each side once before, and forget what it gave.
    """
    if warm_up:
        for side in sides.values():
            side()
    found: dict[str, list[Result]] = {name: [] for name in sides}
    for _ in range(repeats):
        for name, side in sides.items():
            found[name].append(side())
    return found


def seconds_of(sides: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Time every side in turns, each warmed up once."""
    return alternate({name: partial(seconds, side) for name, side in sides.items()}, repeats)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call; rubbish that others left is collected before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
