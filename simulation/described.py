"""What is known of each customer from the start: the attributes of an application."""

import numpy as np
import pandas as pd

from scenarios.demand import URGENCY
from scenarios.scenario import Scenario
from simulation.customers import Customers
from simulation.place import Sites


def describe(customers: Customers, sites: Sites, scenario: Scenario) -> pd.DataFrame:
    """Attributes of a track's customers, in their order, in the columns of the log."""
    track = scenario.tracks[customers.track]
    low, high = track.capacity_kw
    names = list(scenario.regions)
    terrains = [region.terrain for region in scenario.regions.values()]
    return pd.DataFrame(
        {
            "track": customers.track,
            "category": track.category,
            "region": np.array(names, dtype=object)[customers.region],
            "terrain": np.array(terrains, dtype=object)[customers.region],
            "channel": _channels(customers, track.channels),
            "urgency": URGENCY,
            "department": track.owner,
            "capacity_kw": np.round(low + (high - low) * customers.uniforms("capacity"), 1),
            "latitude": np.round(sites.latitude, 6),
            "longitude": np.round(sites.longitude, 6),
        }
    )


def _channels(customers: Customers, weights: dict[str, float]) -> "np.typing.NDArray[np.object_]":
    edges = np.cumsum(list(weights.values())) / sum(weights.values())
    place = np.searchsorted(edges[:-1], customers.uniforms("channel"), side="right")
    return np.array(list(weights), dtype=object)[place]
