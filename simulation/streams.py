"""Chance, keyed by what it is about: the same name gives the same numbers, whatever else is drawn."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

Uniforms = NDArray[np.float64]
Keys = NDArray[np.uint64]


def uniforms(count: int, *key: int | str) -> Uniforms:
    """Uniform numbers in [0, 1) that belong to a key.

    A longer draw begins with the shorter one, so that a longer horizon changes nothing about its beginning.

    Parameters
    ----------
    count : how many.
    key : what they are about, such as (seed, replication, track, region, "survey", 0, "work").
    """
    words: Any = _Key(key)  # the annotation of Philox knows SeedSequence only, not what it is one of
    return np.random.Generator(np.random.Philox(words)).random(count)


def keys_of(names: Iterable[str], *key: int | str) -> Keys:
    """A key for each of several that are few and come singly, for `uniforms_each`."""
    return np.array([_number(*key, name) for name in names], dtype=np.uint64)


def uniforms_each(keys: Keys, *about: int | str) -> Uniforms:
    """One uniform number in [0, 1) for each key, whatever other keys there are.

    The mixing function of SplitMix64 on key and purpose: G. L. Steele, D. Lea and C. H. Flood, Fast
    splittable pseudorandom number generators, OOPSLA 2014. To set up a generator for each number takes a
    hundred times as long.
    """
    mixed = keys ^ np.uint64(_number(*about))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53)


class _Key(ISeedSequence):
    """What a generator is seeded with: a counter-based one takes any 128 bits as its key.

    Given as its `key` the generator would ask the system for entropy beside, which takes longer than a draw.
    """

    def __init__(self, key: tuple[int | str, ...]) -> None:
        self._words = np.frombuffer(_digest(16, key), dtype="<u8")

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Keys:
        """The two words a Philox generator asks for."""
        return self._words


def _number(*key: int | str) -> int:
    return int.from_bytes(_digest(8, key), "little")


def _digest(size: int, key: tuple[int | str, ...]) -> bytes:
    """Bytes that belong to a key; Python's own hash() differs between processes."""
    return blake2b("\x1f".join(map(str, key)).encode(), digest_size=size).digest()
