"""The rounds of the internal post."""

import numpy as np

from domain.instants import DAY, MINUTE, local_days, micros_of, utc_micros
from scenarios.scenario import Scenario
from scenarios.stage import HandOver
from simulation.duty import BEYOND


def rounds_of(hand_over: HandOver | None, scenario: Scenario) -> list[float]:
    """When papers are handed over, in minutes of the run, rising; empty where nothing is."""
    if hand_over is None:
        return []
    zone, covered = scenario.horizon.time_zone, scenario.horizon.covered
    first, last = local_days(
        np.array([int(micros_of(at)) for at in (covered.start, covered.end + BEYOND)]), zone
    )
    hour, minute = map(int, hand_over.at.split(":"))
    clock = utc_micros(np.arange(first, last + 1) * DAY + (hour * 60 + minute) * MINUTE, zone)
    calendar = scenario.rosters[hand_over.roster].calendar(hand_over.roster, zone)
    made = clock[calendar.is_working(clock.view("M8[us]"))]
    return list(((made - int(micros_of(covered.start))) / MINUTE).tolist())
