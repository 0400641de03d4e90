"""What is known of each customer from the start: the attributes of an application."""

import numpy as np
import pandas as pd

from scenarios.scenario import Scenario
from simulation.customers import Customers, together
from simulation.place import Sites


def describe(customers: Customers, sites: Sites, scenario: Scenario) -> pd.DataFrame:
    """Attributes of a track's customers, in their order, in the columns of the log."""
    blocks = customers.blocks
    names = list(scenario.regions)
    terrains = [region.terrain for region in scenario.regions.values()]
    categories = [np.full(len(block), block.stream.category, dtype=object) for block in blocks]
    return pd.DataFrame(
        {
            "track": customers.track,
            "category": together(categories),
            "region": np.array(names, dtype=object)[customers.region],
            "terrain": np.array(terrains, dtype=object)[customers.region],
            "channel": together([block.channel() for block in blocks]),
            "urgency": together([block.urgency() for block in blocks]),
            "department": scenario.tracks[customers.track].owner,
            "capacity_kw": np.concatenate([np.zeros(0), *(block.capacity_kw() for block in blocks)]),
            "latitude": np.round(sites.latitude, 6),
            "longitude": np.round(sites.longitude, 6),
        }
    )
