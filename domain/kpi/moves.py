"""Where each application stands during a period, to be shown as it moves."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import MINUTE, Micros
from domain.kpi.measures import Measures
from domain.kpi.period import Period
from domain.kpi.spells import Spells, customer_spells, resources_of, work_spells

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Moves:
    """The visits of a period and what happened in them, in minutes since its start, cut to it.

    Attributes
    ----------
    visits : application_id, track, stage, department, start, end, a row for each visit of the period.
    spells : visit (row of `visits`), state ("working", "travel" or "customer"), start, end. Where none is
        under way the visit waits; where several are, the first of this order is shown.
    submitted, finished : minutes at which applications came and went.
    left_out : applications that overlap the period and are not told, so that the others stay few enough.
    """

    visits: pd.DataFrame
    spells: pd.DataFrame
    submitted: npt.NDArray[np.int64]
    finished: npt.NDArray[np.int64]
    left_out: int


def moves(measures: Measures, period: Period, at_most: int = 3_000) -> Moves:
    """Tell who was where.

    Parameters
    ----------
    at_most : applications told; of more, an even choice in the order of their submission.
    """
    start, stop = period.micros
    visits = measures.visits
    there = (visits.enabled < stop) & (visits.left > np.maximum(start, visits.enabled))
    if measures.keep is not None:
        there &= measures.keep[visits.application]
    chosen = _chosen(np.unique(visits.application[there]), at_most)
    told = np.flatnonzero(there & np.isin(visits.application, chosen))
    return Moves(
        _visits(measures, told, start, stop),
        _spells(measures, told, start, stop),
        _minutes(measures.cases.submitted, start, stop),
        _minutes(measures.cases.finished, start, stop),
        int(np.unique(visits.application[there]).size - chosen.size),
    )


def _chosen(applications: npt.NDArray[np.int32], at_most: int) -> npt.NDArray[np.int32]:
    if applications.size <= at_most:
        return applications
    return applications[np.linspace(0, applications.size - 1, at_most).astype(np.intp)]


def _visits(measures: Measures, rows: Rows, start: int, stop: int) -> pd.DataFrame:
    applications, visits = measures.log.applications, measures.visits
    of = visits.application[rows]
    return pd.DataFrame(
        {
            "application_id": applications["application_id"].to_numpy()[of],
            "track": applications["track"].astype("str").to_numpy()[of],
            "stage": measures.log.visits["stage"].astype("str").to_numpy()[rows],
            "department": measures.log.visits["department"].astype("str").to_numpy()[rows],
            "start": _cut(visits.enabled[rows], start, stop),
            "end": _cut(visits.left[rows], start, stop),
        }
    )


def _spells(measures: Measures, rows: Rows, start: int, stop: int) -> pd.DataFrame:
    work = work_spells(measures.log, resources_of(measures.log))
    parts = [
        _of_state("working", work.where(~work.travel), rows, start, stop),
        _of_state("travel", work.where(work.travel), rows, start, stop),
        _of_state("customer", customer_spells(measures.log), rows, start, stop),
    ]
    return pd.concat(parts, ignore_index=True)


def _of_state(state: str, spells: Spells, rows: Rows, start: int, stop: int) -> pd.DataFrame:
    place = np.searchsorted(rows, spells.visit)
    known = place < rows.size
    known[known] = rows[place[known]] == spells.visit[known]
    kept = known & (spells.start < stop) & (spells.end > start)
    return pd.DataFrame(
        {
            "visit": place[kept],
            "state": state,
            "start": _cut(spells.start[kept], start, stop),
            "end": _cut(spells.end[kept], start, stop),
        }
    )


def _cut(at: Micros, start: int, stop: int) -> npt.NDArray[np.int64]:
    return np.asarray((np.clip(at, start, stop) - start) // MINUTE)


def _minutes(at: Micros, start: int, stop: int) -> npt.NDArray[np.int64]:
    return np.sort((at[(at >= start) & (at < stop)] - start) // MINUTE)
