"""How much a run is expected to bring: applications, and the visits their procedures lead them to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenarios.asked import Asked, asked

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

MOST_RECORDS = 10_000_000
"""More would not fit into the memory of a usual machine: each takes some 800 bytes while a run goes on."""


def too_large(scenario: "Scenario") -> Iterator[str]:
    """A sentence where demand, or a loop that hardly ends, makes a run too large; it says where most is."""
    visits = expected_visits(scenario)
    total = scenario.demand.scale * sum(one.applications for one in asked(scenario)) + sum(visits.values())
    if total > MOST_RECORDS:
        track, stage = max(visits, key=visits.__getitem__, default=("", ""))
        busiest = f", {visits[track, stage]:,.0f} of them at {stage!r} of {track}" if visits else ""
        yield (
            f"demand must bring at most {MOST_RECORDS:,} applications and stage visits in all, "
            f"got {total:,.0f}{busiest}"
        )


def expected_visits(scenario: "Scenario") -> dict[tuple[str, str], float]:
    """Mean number of visits of a run by track and stage, as many as if no application stayed open.

    A rule that asks for the channel of an application is reckoned as not fulfilled.
    """
    visits: dict[tuple[str, str], float] = {}
    for one in asked(scenario):
        of_each = scenario.procedure(one.track).expected_visits(_attributes(scenario, one))
        follow_up = scenario.tracks[one.track].follow_up
        if follow_up is not None:
            of_each[follow_up.stage] = of_each.get(follow_up.stage, 0.0) + 1.0
        for stage, mean in of_each.items() if scenario.demand.scale else ():
            more = scenario.demand.scale * one.applications * mean
            visits[one.track, stage] = visits.get((one.track, stage), 0.0) + more
    return visits


def _attributes(scenario: "Scenario", one: Asked) -> dict[str, str]:
    return {
        "track": one.track,
        "category": one.category,
        "department": scenario.tracks[one.track].owner,
        "region": one.region,
        "terrain": scenario.regions[one.region].terrain,
        "urgency": one.urgency,
    }
