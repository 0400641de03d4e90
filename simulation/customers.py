"""The customers of a run: when they apply, where they live, and the luck each of them carries through it."""

from collections.abc import Iterator
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
    ids : printed ids, the same at every scale of demand.
    """

    track: str
    blocks: tuple[Block, ...]
    submitted_minutes: Floats
    region: Ints
    ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

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
        tuple(customer for _, block in found for customer in _ids(block)),
    )


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


def _ids(block: Block) -> list[str]:
    _, _, track, region, layer = block.key
    prefix = f"{region}-{track}-" if layer == 0 else f"{region}-{track}-{layer}-"
    return [f"{prefix}{number + 1:05d}" for number in np.flatnonzero(block.applies)]
