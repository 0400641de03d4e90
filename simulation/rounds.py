"""The daily rounds: of the internal post, and of those who coordinate."""

import numpy as np

from domain.instants import DAY, MINUTE, local_days, micros_of, utc_micros
from scenarios.scenario import Scenario
from scenarios.stage import HandOver, minutes_of
from simulation.duty import BEYOND


def rounds_of(hand_over: HandOver | None, scenario: Scenario) -> list[float]:
    """When papers are handed over, in minutes of the run, rising; empty where nothing is."""
    return [] if hand_over is None else daily(hand_over.at, hand_over.roster, scenario)


def daily(at: str, roster: str, scenario: Scenario) -> list[float]:
    """A local time on each day on which a roster is on duty then, in minutes of the run, rising."""
    zone, covered = scenario.horizon.time_zone, scenario.horizon.covered
    first, last = local_days(
        np.array([int(micros_of(end)) for end in (covered.start, covered.end + BEYOND)]), zone
    )
    clock = utc_micros(np.arange(first, last + 1) * DAY + minutes_of(at) * MINUTE, zone)
    calendar = scenario.rosters[roster].calendar(roster, zone)
    made = clock[calendar.is_working(clock.view("M8[us]"))]
    return list(((made - int(micros_of(covered.start))) / MINUTE).tolist())
