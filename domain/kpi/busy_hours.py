"""How busy pools are at each hour of the day."""

from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR, Micros
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.question import Question
from domain.kpi.standing import as_instants

POOL = ("department", "region", "skill")


def busy_by_hour(measures: Measures, question: Question) -> pd.DataFrame:
    """Sum time on duty, and the part of it spent on work and travel, by pool and local hour of the day.

    The cohort is that of the KPI "utilisation": shifts that overlap the period, cut to it; so the sums over
    the hours are its numerator and denominator.

    Returns
    -------
    department, region, skill ("unknown" where duty does not say), hour (0 to 23), busy_hours, duty_hours:
    a row for each pool and hour with any duty.
    """
    duty = measures.duty
    rows = measures.rows(Unit.DUTY, (duty.on < question.stop) & (duty.off > question.start))
    start, end = np.maximum(duty.on[rows], question.start), np.minimum(duty.off[rows], question.stop)
    piece, start, end = _cut_at_hours(start, end)
    rows = rows[piece]
    named = {name: measures.names[Unit.DUTY][name] for name in POOL}
    frame = pd.DataFrame({name: coded.codes[rows] for name, coded in named.items()})
    frame["hour"] = _local_hour(start, measures.log.time_zone)
    frame["busy_hours"] = duty.busy(rows, start, end) / HOUR
    frame["duty_hours"] = (end - start) / HOUR
    summed = frame.groupby([*POOL, "hour"], as_index=False).sum()
    return summed.assign(
        **{name: np.array(coded.names, dtype=object)[summed[name]] for name, coded in named.items()}
    )


def _cut_at_hours(start: Micros, end: Micros) -> tuple[Rows, Micros, Micros]:
    """Cut stretches at full hours: which stretch each piece is of, where it starts and ends."""
    real = np.flatnonzero(end > start)
    start, end = start[real], end[real]
    count = (end - 1) // HOUR - start // HOUR + 1
    of = np.repeat(np.arange(start.size), count)
    nth = np.arange(of.size) - np.repeat(np.cumsum(count) - count, count)
    edge = (start[of] // HOUR + nth) * HOUR
    return real[of], np.maximum(edge, start[of]), np.minimum(edge + HOUR, end[of])


def _local_hour(at: Micros, time_zone: str) -> npt.NDArray[np.int64]:
    """Local hour of each instant; where a zone is off by half an hour, that of the piece's start."""
    return np.asarray(as_instants(at).tz_convert(ZoneInfo(time_zone)).hour, dtype=np.int64)
