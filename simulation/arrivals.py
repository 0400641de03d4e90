"""Everyone who could apply in a run: when, under which number, asking for what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from domain.errors import must
from scenarios.demand import Stream
from scenarios.scenario import Scenario
from simulation.intensity import Hours
from simulation.streams import Uniforms, uniforms

Floats = NDArray[np.float64]
Names = NDArray[np.object_]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """Customers of one stream, region and layer, or of a surge or request, with a key of their own.

    Demand is laid in layers of scale 1: at scale 1.2 a fifth of the second layer applies beside all of the
    first, so whoever comes at one scale comes, at the same instant and with the same luck, at every larger
    one.

    Parameters
    ----------
    key : seed, replication, stream, region and layer; before the stream the surge or request, if any.
    series : letters under which its customers are counted.
    stream : what they are like.
    region : place of their region in the scenario's `regions`.
    submitted_minutes : of everyone in the layer who could apply within the horizon, rising.
    applies : who does; in the customers of a track, who does and is routed to it.
    printed : the number of each of them, printed on the application.
    site : latitude and longitude where they all live, degrees; by chance where absent.
    """

    key: tuple[int | str, ...]
    series: str
    stream: Stream
    region: int
    submitted_minutes: Floats
    applies: Flags
    printed: Names
    site: tuple[float, float] | None = None

    def __len__(self) -> int:
        return int(self.applies.sum())

    def uniforms(self, *about: int | str) -> Uniforms:
        """One number per customer who applies."""
        return uniforms(len(self.applies), *self.key, *about)[self.applies]

    def capacity_kw(self) -> Floats:
        """What each who applies asks for, to a tenth of a kW."""
        low, high = self.stream.capacity_kw
        return np.asarray(np.round(low + (high - low) * self.uniforms("capacity"), 1))

    def channel(self) -> Names:
        """How each who applies does so."""
        return self._drawn("channel", self.stream.channels)

    def urgency(self) -> Names:
        """How urgent it is to each who applies."""
        return self._drawn("urgency", self.stream.urgency)

    def _drawn(self, about: str, weights: Mapping[str, float]) -> Names:
        edges = np.cumsum(list(weights.values())) / sum(weights.values())
        place = np.searchsorted(edges[:-1], self.uniforms(about), side="right")
        return np.array(list(weights), dtype=object)[place]


def arrivals(scenario: Scenario, seed: int, replication: int) -> list[Block]:
    """Everyone of all streams, surges and requests who could apply within the run."""
    hours, run = Hours.of(scenario), (seed, replication)
    return numbered(
        [*_usual(scenario, hours, run), *_surging(scenario, hours, run), *_requested(scenario, run)]
    )


def absent(blocks: Sequence[Block], without: Collection[str]) -> list[Block]:
    """The same but for some, by printed number, who do not come; nobody else's key or number changes.

    Raises
    ------
    InputError : one of them would not come anyway.
    """
    if not without:
        return list(blocks)
    coming = {number for block in blocks for number in block.printed[block.applies]}
    for number in without:
        must(number in coming, f"Run: without must name an application that comes, got {number!r}.")
    stays = [~np.isin(block.printed.astype(str), list(without)) for block in blocks]
    return [replace(block, applies=block.applies & who) for block, who in zip(blocks, stays, strict=True)]


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a printed number for each customer.

    Each series counts in order of submission those who apply and those who only would at a larger scale, so
    a customer's number is the same at every scale that has them.
    """
    if not blocks:
        return []
    sizes = [len(block.applies) for block in blocks]
    series = np.repeat([block.series for block in blocks], sizes)
    submitted = np.concatenate([block.submitted_minutes for block in blocks])
    place = np.empty(len(series), dtype=np.int64)
    place[np.lexsort((submitted, series))] = np.arange(len(series))
    place -= np.searchsorted(np.sort(series), series)
    printed = [f"{name}{number + 1:06d}" for name, number in zip(series, place.tolist(), strict=True)]
    parts = np.split(np.array(printed, dtype=object), np.cumsum(sizes)[:-1])
    return [replace(block, printed=part) for block, part in zip(blocks, parts, strict=True)]


def _usual(scenario: Scenario, hours: Hours, run: tuple[int, int]) -> Iterator[Block]:
    for name, stream in scenario.demand.streams.items():
        for place, region in enumerate(scenario.regions):
            expected = hours.expected(stream, stream.per_day.get(region, 0.0))
            yield from _layers(scenario.demand.scale, hours, expected, stream, place, (*run, name, region))


def _surging(scenario: Scenario, hours: Hours, run: tuple[int, int]) -> Iterator[Block]:
    places = list(scenario.regions)
    for surge, name, region, per_day in scenario.demand.surging():
        stream = scenario.demand.streams[name]
        expected = hours.expected(stream, per_day, surge)
        key = (*run, "surge", surge.name, name, region)
        further = _layers(scenario.demand.scale, hours, expected, stream, places.index(region), key)
        yield from (replace(block, series=f"{surge.name}-{block.series}") for block in further)


def _requested(scenario: Scenario, run: tuple[int, int]) -> Iterator[Block]:
    """Nobody outside the run; a layer as the others, of one."""
    covered, places = scenario.horizon.covered, list(scenario.regions)
    for request, stream in scenario.demand.requested():
        at = scenario.horizon.instant(request.local)
        if covered.start <= at < covered.end:
            key = (*run, "request", request.name, request.stream, request.region)
            submitted = np.array([(at - covered.start).total_seconds() / 60])
            applies, place = np.ones(1, dtype=bool), places.index(request.region)
            number = _unnamed(submitted)
            yield Block(key, f"{request.name}-", stream, place, submitted, applies, number, request.site)


def _layers(
    scale: float, hours: Hours, expected: Floats, stream: Stream, region: int, about: tuple[int | str, ...]
) -> Iterator[Block]:
    for layer in range(ceil(scale)):
        key = (*about, layer)
        submitted = _poisson(hours.edges_minutes, expected, key)
        applies = uniforms(len(submitted), *key, "applies") < scale - layer
        yield Block(key, _letters(layer), stream, region, submitted, applies, _unnamed(submitted))


def _poisson(edges_minutes: Floats, expected: Floats, key: tuple[int | str, ...]) -> Floats:
    """Instants of a Poisson stream: those at which as many are expected as a stream of rate 1 has reached."""
    total, count = float(expected[-1]), 64
    while (reached := np.cumsum(-np.log1p(-uniforms(count, *key, "arrival"))))[-1] < total:
        count *= 2
    return np.asarray(np.interp(reached[reached < total], expected, edges_minutes))


def _unnamed(submitted: Floats) -> Names:
    return np.full(len(submitted), "", dtype=object)


def _letters(layer: int) -> str:
    """A for the first layer, B for the second, AA after Z."""
    before, letter = divmod(layer, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)
