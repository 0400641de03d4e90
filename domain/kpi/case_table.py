"""Applications as a person reads them: one row each, with where it stands and when it is due."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR, UNKNOWN, Micros
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Flags, Measures
from domain.kpi.spells import NEVER
from domain.kpi.standing import as_instants


def case_table(measures: Measures, rows: Rows, instant: int) -> pd.DataFrame:
    """Describe applications as they stood at an instant.

    Parameters
    ----------
    rows : applications, sorted.
    instant : microseconds.

    Returns
    -------
    application_id, track, region, department, status ("open", "finished", "withdrawn"), stage (of its open
    visit, the latest where several are; None where none is), submitted_at, ended_at, age_hours (to its end,
    or to the instant), due_at and late (of its leading deadline: one still open before one met, that of the
    whole application before that of a stage, the earliest before a later one), cycle_hours (NaN unless
    finished).
    """
    cases = measures.cases
    ended = np.where(cases.ended[rows] <= instant, cases.ended[rows], NEVER)
    age = (np.minimum(ended, instant) - cases.submitted[rows]) / HOUR
    due, late = _leading_deadline(measures, instant)
    finished = cases.finished[rows] <= instant
    return pd.DataFrame(
        {
            "application_id": measures.log.applications["application_id"].to_numpy()[rows],
            **{
                name: pd.Series(_names(measures, name, rows), dtype="object")
                for name in ("track", "region", "department")
            },
            "status": np.where(finished, "finished", np.where(ended < NEVER, "withdrawn", "open")),
            "stage": pd.Series(_stage_now(measures, instant)[rows], dtype="object"),
            "submitted_at": _instants(cases.submitted[rows]),
            "ended_at": _instants(ended),
            "age_hours": age,
            "due_at": _instants(due[rows]),
            "late": late[rows],
            "cycle_hours": np.where(finished, age, np.nan),
        }
    )


def _names(measures: Measures, name: str, rows: Rows) -> npt.NDArray[np.object_]:
    coded = measures.names[Unit.APPLICATIONS][name]
    return np.array([*coded.known, None], dtype=object)[coded.codes[rows]]


def _stage_now(measures: Measures, instant: int) -> npt.NDArray[np.object_]:
    visits = measures.visits
    rows = np.flatnonzero((visits.enabled <= instant) & (visits.left > instant))
    stage = np.full(measures.cases.ended.size, None, dtype=object)
    # Visits stand in the order of their numbers, so the last assigned is the latest enabled.
    stage[visits.application[rows]] = np.array(measures.stage.names, dtype=object)[measures.stage.codes[rows]]
    return stage


def _leading_deadline(measures: Measures, instant: int) -> tuple[Micros, Flags]:
    """Due instant of the leading deadline of each application (NEVER: none), and whether it is late."""
    deadlines, size = measures.deadlines, measures.cases.ended.size
    withdrawn = measures.cases.withdrawn[deadlines.application]
    closed = np.minimum(deadlines.met, np.where(withdrawn <= instant, withdrawn, NEVER))
    is_open = closed > instant
    # The leading one is assigned last.
    order = np.lexsort((-deadlines.due, deadlines.whole, is_open))
    order = order[deadlines.stated[order]]
    due, late = np.full(size, NEVER), np.zeros(size, dtype=bool)
    due[deadlines.application[order]] = deadlines.due[order]
    late[deadlines.application[order]] = (np.minimum(closed, instant) > deadlines.due)[order]
    return due, late


def _instants(micros: Micros) -> pd.DatetimeIndex:
    return as_instants(np.where(micros >= NEVER, UNKNOWN, micros))
