"""What a run is expected to bring to each track, region by region."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from scenarios.routing import shares, urgencies

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


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
    days = scenario.horizon.days + scenario.horizon.warm_up_days
    for stream in scenario.demand.streams.values():
        for urgency, weight in urgencies(stream).items():
            found, _ = shares(scenario.routes, stream.category, urgency, stream.capacity_kw)
            for track, share in found.items():
                for region, per_day in stream.per_day.items():
                    if per_day > 0:
                        many = days * per_day * weight * share
                        yield Asked(track, region, stream.category, urgency, many)


def regions_asked(scenario: "Scenario", track: str) -> list[str]:
    """Regions from which applications come to a track, in the scenario's order."""
    found = {one.region for one in asked(scenario) if one.track == track}
    return [region for region in scenario.regions if region in found]
