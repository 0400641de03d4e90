"""The customers of a track: when they apply, where they live, and the luck each carries through the run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.routing import Route
from scenarios.scenario import Scenario
from simulation.arrivals import Block, Flags, Floats, Names
from simulation.place import Sites, scattered
from simulation.streams import Uniforms

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Customers:
    """Everyone of one track who applies within the horizon; a customer is a row.

    Luck is keyed by stream, region and layer and not by track: whatever track a customer is led to, they
    bring the same luck along.
    """

    track: str
    blocks: tuple[Block, ...]

    def __len__(self) -> int:
        return len(self.region)

    @cached_property
    def submitted_minutes(self) -> Floats:
        """When they apply, minutes after the start of the run."""
        times = [block.submitted_minutes[block.applies] for block in self.blocks]
        return np.concatenate([np.zeros(0), *times])

    @cached_property
    def region(self) -> Ints:
        """Place of their region in the scenario's `regions`."""
        sizes = [len(block) for block in self.blocks]
        return np.repeat([block.region for block in self.blocks], sizes).astype(np.int64)

    @cached_property
    def numbers(self) -> Names:
        """Printed numbers of their applications."""
        return together([block.printed[block.applies] for block in self.blocks])

    def uniforms(self, *about: int | str) -> Uniforms:
        """One number per customer, keyed by the customer and what it is about: stage, visit, purpose."""
        return np.concatenate([np.zeros(0), *(block.uniforms(*about) for block in self.blocks)])


def customers_of(track: str, blocks: Sequence[Block], routes: Sequence[Route]) -> Customers:
    """Those whom the routing table leads to a track, in the order of the blocks."""
    routed = (replace(block, applies=_led_to(track, block, routes)) for block in blocks)
    return Customers(track, tuple(block for block in routed if block.applies.any()))


def sites_of(customers: Customers, scenario: Scenario) -> Sites:
    """Where the customers live: as stated, else spread evenly over their regions."""
    sites = scattered(
        list(scenario.regions.values()),
        customers.region,
        customers.uniforms("site", "distance"),
        customers.uniforms("site", "bearing"),
    )
    ends = np.cumsum([len(block) for block in customers.blocks])
    for block, end in zip(customers.blocks, ends.tolist(), strict=True):
        if block.site is not None:
            sites.latitude[end - len(block) : end], sites.longitude[end - len(block) : end] = block.site
    return sites


def together(parts: Sequence[Names]) -> Names:
    """Names of several blocks, one after another."""
    return np.concatenate([np.array([], dtype=object), *parts])


def _led_to(track: str, block: Block, routes: Sequence[Route]) -> Flags:
    """Who of a block applies and finds the track in the first line that takes them."""
    open_ = np.ones(len(block), dtype=bool)
    found = np.zeros(len(block), dtype=bool)
    capacity_kw, urgency = block.capacity_kw(), block.urgency()
    for route in routes:
        taken = open_ & route.takes(block.stream.category, capacity_kw, urgency)
        found |= taken & (route.track == track)
        open_ &= ~taken
    led = block.applies.copy()
    led[block.applies] = found
    return led
