"""The customers of a run: when they apply, where they live, and the luck each of them carries through it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scenarios.scenario import Scenario
from simulation.intensity import Hours
from simulation.place import Sites, scattered
from simulation.streams import Uniforms, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Customers of one track, region and layer, whose numbers all come from streams of their own.

    Demand is laid in layers of scale 1: at scale 1.2 a fifth of the second layer applies beside all of the
    first, so whoever comes at one scale comes, at the same instant and with the same luck, at every larger
    one.

    Parameters
    ----------
    key : seed, replication, track, region and layer.
    submitted_minutes : of everyone in the layer who could apply within the horizon, rising.
    applies : who does.
    """

    key: tuple[int | str, ...]
    submitted_minutes: Floats
    applies: NDArray[np.bool_]

    @property
    def layer(self) -> int:
        """Its layer of demand, the last part of its key."""
        return int(self.key[-1])

    def uniforms(self, *about: int | str) -> Uniforms:
        """One number per customer who applies."""
        return uniforms(len(self.applies), *self.key, *about)[self.applies]


@dataclass(frozen=True)
class Customers:
    """Everyone of one track who applies within the horizon; a customer is a row.

    Parameters
    ----------
    submitted_minutes : when they apply, minutes after the start of the run.
    region : place of their region in the scenario's `regions`.
    """

    track: str
    blocks: tuple[Block, ...]
    submitted_minutes: Floats
    region: Ints

    def __len__(self) -> int:
        return len(self.region)

    def uniforms(self, *about: int | str) -> Uniforms:
        """One number per customer, keyed by the customer and what it is about: stage, visit, purpose."""
        drawn = [block.uniforms(*about) for block in self.blocks]
        return np.concatenate(drawn) if drawn else np.zeros(0)


def customers_of(track: str, scenario: Scenario, hours: Hours, seed: int, replication: int) -> Customers:
    """Everyone of a track who applies within the hours of the run."""
    found = list(_blocks(track, scenario, hours, seed, replication))
    sizes = [int(block.applies.sum()) for _, block in found]
    return Customers(
        track,
        tuple(block for _, block in found),
        np.concatenate([np.zeros(0), *(block.submitted_minutes[block.applies] for _, block in found)]),
        np.repeat([region for region, _ in found], sizes).astype(np.int64),
    )


def numbers_of(everyone: Sequence[Customers]) -> NDArray[np.str_]:
    """Printed numbers of the customers of all tracks, one after another.

    Each layer of demand counts in order of submission those who apply and those who only would at a larger
    scale, under a letter of its own. So a customer's number is the same at every scale that has them.
    """
    blocks = [block for customers in everyone for block in customers.blocks]
    if not blocks:
        return np.array([], dtype=str)
    layer = np.concatenate([np.full(len(block.applies), block.layer) for block in blocks])
    submitted = np.concatenate([block.submitted_minutes for block in blocks])
    place = np.empty(len(layer), dtype=np.int64)
    place[np.lexsort((submitted, layer))] = np.arange(len(layer))
    place -= np.searchsorted(np.sort(layer), layer)
    applies = np.flatnonzero(np.concatenate([block.applies for block in blocks]))
    return np.array([f"{_letters(layer[one])}{place[one] + 1:06d}" for one in applies], dtype=str)


def sites_of(customers: Customers, scenario: Scenario) -> Sites:
    """Where the customers live: spread evenly over their regions."""
    return scattered(
        list(scenario.regions.values()),
        customers.region,
        customers.uniforms("site", "distance"),
        customers.uniforms("site", "bearing"),
    )


def _blocks(
    track: str, scenario: Scenario, hours: Hours, seed: int, replication: int
) -> Iterator[tuple[int, Block]]:
    stream = scenario.demand.tracks.get(track)
    if stream is None:
        return
    scale = scenario.demand.scale
    for number, region in enumerate(scenario.regions):
        expected = hours.expected(stream, stream.per_day.get(region, 0.0))
        for layer in range(ceil(scale)):
            key = (seed, replication, track, region, layer)
            submitted = _poisson(hours.edges_minutes, expected, key)
            applies = uniforms(len(submitted), *key, "applies") < scale - layer
            yield number, Block(key, submitted, applies)


def _poisson(edges_minutes: Floats, expected: Floats, key: tuple[int | str, ...]) -> Floats:
    """Instants of a Poisson stream: those at which as many are expected as a stream of rate 1 has reached."""
    total, count = float(expected[-1]), 64
    while (reached := np.cumsum(-np.log1p(-uniforms(count, *key, "arrival"))))[-1] < total:
        count *= 2
    return np.asarray(np.interp(reached[reached < total], expected, edges_minutes))


def _letters(layer: int) -> str:
    """A for the first layer, B for the second, AA after Z."""
    before, letter = divmod(layer, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)
