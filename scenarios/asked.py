"""What a run is expected to bring to each track, region by region."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scenarios.routing import shares, urgencies

if TYPE_CHECKING:
    from scenarios.demand import Stream
    from scenarios.scenario import Scenario


RegionsAsked = Mapping[str, Sequence[str]]
"""Regions from which applications come, by track."""


class Asked(NamedTuple):
    """Applications of one kind.

    Parameters
    ----------
    applications : expected over the run at a demand scale of 1, if all its days were average.
    """

    track: str
    region: str
    category: str
    urgency: str
    applications: float


def asked(scenario: "Scenario") -> Iterator[Asked]:
    """All kinds of applications of which there are any."""
    for stream, region, applications in _from_each(scenario):
        for urgency, weight in urgencies(stream).items() if applications > 0 else ():
            found, _ = shares(scenario.routes, stream.category, urgency, stream.capacity_kw)
            for track, share in found.items():
                yield Asked(track, region, stream.category, urgency, applications * weight * share)


def _from_each(scenario: "Scenario") -> "Iterator[tuple[Stream, str, float]]":
    """Applications of each stream, surge and request, by region."""
    demand, horizon = scenario.demand, scenario.horizon
    for stream in demand.streams.values():
        for region, per_day in stream.per_day.items():
            yield stream, region, (horizon.days + horizon.warm_up_days) * per_day
    for surge, name, region, per_day in demand.surging():
        yield demand.streams[name], region, surge.days * per_day
    for request, stream in demand.requested():
        yield stream, request.region, 1.0


def regions_asked(scenario: "Scenario") -> RegionsAsked:
    """Regions from which applications come to each track, in the scenario's order."""
    found = {(one.track, one.region) for one in asked(scenario)}
    return {
        track: [region for region in scenario.regions if (track, region) in found]
        for track in scenario.tracks
    }
