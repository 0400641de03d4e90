"""Chance, keyed by what it is about: the same name gives the same numbers, whatever else is drawn."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Uniforms = NDArray[np.float64]


def uniforms(count: int, *key: int | str) -> Uniforms:
    """Uniform numbers in [0, 1) that belong to a key.

    A longer draw begins with the shorter one, so that a longer horizon changes nothing about its beginning.

    Parameters
    ----------
    count : how many.
    key : what they are about, such as (seed, replication, track, region, "survey", 0, "work").
    """
    name = "\x1f".join(map(str, key)).encode()
    # A counter-based generator takes any 128 bits as its key; Python's own hash() differs between processes.
    key_bits = int.from_bytes(blake2b(name, digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key_bits)).random(count)
