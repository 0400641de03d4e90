"""Random numbers whose whole state is an array, so that each chain has its own and threads share none."""

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import inlined

Luck = NDArray[np.uint64]
"""State of a generator; shape (1,)."""


def luck_of(*key: int) -> Luck:
    """A generator of its own for each key."""
    return np.random.SeedSequence(key).generate_state(1, np.uint64) | np.uint64(1)


@inlined
def chance(luck: Luck) -> float:
    """A number from 0 to below 1; xorshift64*, Vigna (2016)."""
    state = luck[0]
    state ^= state >> np.uint64(12)
    state ^= state << np.uint64(25)
    state ^= state >> np.uint64(27)
    luck[0] = state
    return float((state * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@inlined
def below(luck: Luck, count: int) -> int:
    """A whole number from 0 to below `count`."""
    return int(chance(luck) * count)
