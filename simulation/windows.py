"""The windows for which appointments are offered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.instants import DAY, MINUTE, local_days, micros_of, utc_micros
from scenarios.appointment import Appointment
from scenarios.scenario import Scenario
from simulation.duty import BEYOND


@dataclass(frozen=True)
class Windows:
    """Windows of a run in minutes, by when they open.

    Parameters
    ----------
    opens, closes : of equal length; `opens` rises.
    """

    opens: Sequence[float]
    closes: Sequence[float]

    @classmethod
    def of(cls, appointment: Appointment, scenario: Scenario) -> "Windows":
        """Every window offered over the horizon, and far enough behind it to book within it."""
        zone, covered = scenario.horizon.time_zone, scenario.horizon.covered
        edges = np.array([int(micros_of(at)) for at in (covered.start, covered.end + BEYOND)])
        first, last = local_days(edges, zone)
        shifts = appointment.shifts
        spans = np.array([(shift.start_minutes, shift.end_minutes) for shift in shifts]) * MINUTE
        walls = np.arange(first, last + 1)[:, None, None] * DAY + spans
        opens, closes = (utc_micros(walls[:, :, edge].ravel(), zone) for edge in (0, 1))
        calendar = scenario.rosters[appointment.roster].calendar(appointment.roster, zone)
        offered = calendar.is_working(opens.view("M8[us]"))
        return cls(*(((at[offered] - edges[0]) / MINUTE).tolist() for at in (opens, closes)))
