"""Customers of a track among whom are those whose applications are open when the run begins."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from domain.frames import CORE
from scenarios.scenario import Scenario
from simulation.arrivals import Block, Floats, Names
from simulation.customers import Customers, Ints, together
from simulation.place import Sites, scattered
from simulation.streams import Keys, Uniforms, uniforms_each


@dataclass(frozen=True)
class Reopened(Customers):
    """Customers who apply within the run, and behind them those who have applied before.

    The luck of an open application is keyed by its own number, so it is the same whatever else is open.

    Parameters
    ----------
    keys : of the luck of the open applications.
    known : what the log says of the open applications, a row each, in the order of their submission.
    known_region : place of their region in the scenario's `regions`.
    known_minutes : when they applied, minutes of the run.
    """

    keys: Keys
    known: pd.DataFrame
    known_region: Ints
    known_minutes: Floats

    @cached_property
    def submitted_minutes(self) -> Floats:
        """When they apply or have applied."""
        return np.concatenate([super().submitted_minutes, self.known_minutes])

    @cached_property
    def region(self) -> Ints:
        """Place of their region in the scenario's `regions`."""
        return np.concatenate([super().region, self.known_region])

    @cached_property
    def numbers(self) -> Names:
        """Printed numbers of their applications."""
        return together([super().numbers, self.known["application_id"].to_numpy(object)])

    def uniforms(self, *about: int | str) -> Uniforms:
        """One number per customer, keyed by the customer and what it is about."""
        return np.concatenate([super().uniforms(*about), self.of_known(*about)])

    def of_known(self, *about: int | str) -> Uniforms:
        """One number per open application."""
        return uniforms_each(self.keys, *about)

    def sites(self, applying: Sites, scenario: Scenario) -> Sites:
        """Where all live: the log's places, and where it knows none one by chance.

        Parameters
        ----------
        applying : where those live who apply within the run.
        """
        drawn = scattered(
            list(scenario.regions.values()),
            self.known_region,
            self.of_known("site", "distance"),
            self.of_known("site", "bearing"),
        )
        latitude, longitude = (self.known[name].to_numpy(np.float64) for name in ("latitude", "longitude"))
        placed = ~(np.isnan(latitude) | np.isnan(longitude))
        return Sites(
            np.append(applying.latitude, np.where(placed, latitude, drawn.latitude)),
            np.append(applying.longitude, np.where(placed, longitude, drawn.longitude)),
        )

    def described(self, applying: pd.DataFrame, sites: Sites) -> pd.DataFrame:
        """Attributes of all; see `simulation.described.describe`."""
        known = self.known[list(applying.columns)].astype(dict.fromkeys(_names(applying), object))
        count = len(applying)
        known = known.assign(
            latitude=np.round(sites.latitude[count:], 6), longitude=np.round(sites.longitude[count:], 6)
        )
        return pd.concat([applying, known], ignore_index=True) if count else known.reset_index(drop=True)


def new_ones(block: Block, from_minutes: float, taken: frozenset[str]) -> Block:
    """The same customers without those who would have applied before the run begins.

    Numbers that an open application has already are marked as second ones.
    """
    printed = [f"{name}-2" if name in taken else name for name in block.printed]
    return Block(
        block.key,
        block.series,
        block.stream,
        block.region,
        block.submitted_minutes,
        block.applies & (block.submitted_minutes > from_minutes),
        np.array(printed, dtype=object),
    )


def _names(described: pd.DataFrame) -> list[str]:
    return [name for name in described.columns if CORE["applications"][name] == "name"]
