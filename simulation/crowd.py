"""The customers of a track with where they live and what is known of them from the start."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from scenarios.scenario import Scenario
from simulation.arrivals import Block
from simulation.backlog import Opening
from simulation.customers import Customers, customers_of, sites_of
from simulation.described import describe
from simulation.place import Sites


class Crowd(NamedTuple):
    """Everybody of a track who applies within a run, or had applied when it began.

    Attributes
    ----------
    described : their attributes, as the log has them.
    """

    customers: Customers
    sites: Sites
    described: pd.DataFrame


def crowd_of(track: str, blocks: Sequence[Block], scenario: Scenario, opening: Opening | None) -> Crowd:
    """The crowd of a track.

    Parameters
    ----------
    blocks : who applies within the run.
    opening : who had applied when it began; None where it begins empty.
    """
    applying = customers_of(track, blocks, scenario.routes)
    sites = sites_of(applying, scenario)
    described = describe(applying, sites, scenario)
    if opening is None:
        return Crowd(applying, sites, described)
    customers = opening.beside(applying)
    everywhere = customers.sites(sites, scenario)
    return Crowd(customers, everywhere, customers.described(described, everywhere))
