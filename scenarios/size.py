"""How much a run is expected to bring: applications, and the visits their procedures lead them to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenarios.demand import URGENCY

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

MOST_RECORDS = 10_000_000
"""More would not fit into the memory of a usual machine: each takes some 800 bytes while a run goes on."""


def too_large(scenario: "Scenario") -> Iterator[str]:
    """A sentence where demand, or a loop that hardly ends, makes a run too large; it says where most is."""
    visits = expected_visits(scenario)
    total = sum(sum(asked.values()) for asked in _asked(scenario).values()) + sum(visits.values())
    if total > MOST_RECORDS:
        track, stage = max(visits, key=visits.__getitem__, default=("", ""))
        busiest = f", {visits[track, stage]:,.0f} of them at {stage!r} of {track}" if visits else ""
        yield (
            f"demand must bring at most {MOST_RECORDS:,} applications and stage visits in all, "
            f"got {total:,.0f}{busiest}"
        )


def expected_visits(scenario: "Scenario") -> dict[tuple[str, str], float]:
    """Mean number of visits of a run by track and stage, as many as if no application stayed open.

    A rule that asks for more than the track and region of an application is reckoned as not fulfilled.
    """
    visits: dict[tuple[str, str], float] = {}
    for track, asked in _asked(scenario).items():
        procedure = scenario.procedure(track)
        for region, applications in asked.items():
            of_each = procedure.expected_visits(_attributes(scenario, track, region))
            for stage, mean in of_each.items():
                visits[track, stage] = visits.get((track, stage), 0.0) + applications * mean
    return visits


def _asked(scenario: "Scenario") -> dict[str, dict[str, float]]:
    """Applications by track and region, where there are any."""
    days = scenario.horizon.days + scenario.horizon.warm_up_days
    factor = scenario.demand.scale * days
    return {
        track: {
            region: factor * per_day for region, per_day in stream.per_day.items() if factor * per_day > 0
        }
        for track, stream in scenario.demand.tracks.items()
    }


def _attributes(scenario: "Scenario", track: str, region: str) -> dict[str, str]:
    flow = scenario.tracks[track]
    return {
        "track": track,
        "category": flow.category,
        "department": flow.owner,
        "region": region,
        "terrain": scenario.regions[region].terrain,
        "urgency": URGENCY,
    }
