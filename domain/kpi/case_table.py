"""Applications as a person reads them: one row each, with where it stands and when it is due."""

from typing import Any

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
    or to the instant), promise, due_at, met_at and late (service level of its leading deadline, and when that
    is due and was met: one still open before one met, that of the whole application before that of a stage,
    the earliest before a later one), cycle_hours (NaN unless finished).
    """
    cases = measures.cases
    ended = np.where(cases.ended[rows] <= instant, cases.ended[rows], NEVER)
    age = (np.minimum(ended, instant) - cases.submitted[rows]) / HOUR
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
            **_leading_deadline(measures, rows, instant),
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


def _leading_deadline(measures: Measures, rows: Rows, instant: int) -> dict[str, Any]:
    """Columns of the deadline that leads in each application; unknown and not late where it has none."""
    deadlines = measures.deadlines
    withdrawn = measures.cases.withdrawn[deadlines.application]
    closed = np.minimum(deadlines.met, np.where(withdrawn <= instant, withdrawn, NEVER))
    leading = _leading(measures, closed > instant)[rows]
    # A last entry stands for no deadline, which is number -1.
    due, met = np.append(deadlines.due, NEVER), np.append(deadlines.met, NEVER)
    late = np.append(np.minimum(closed, instant) > deadlines.due, False)
    return {
        "promise": _service_levels(measures, leading),
        "due_at": _instants(due[leading]),
        "met_at": _instants(np.where(met <= instant, met, NEVER)[leading]),
        "late": late[leading],
    }


def _service_levels(measures: Measures, leading: Rows) -> "pd.Series[Any]":
    names = measures.log.deadlines["service_level"].array.take(leading, allow_fill=True)
    said = pd.Series(names, dtype="object")
    return said.where(said.notna(), None)


def _leading(measures: Measures, is_open: Flags) -> Rows:
    """Number of the leading deadline of each application; -1 where none has a due instant."""
    deadlines = measures.deadlines
    # The leading one is assigned last.
    order = np.lexsort((-deadlines.due, deadlines.whole, is_open))
    order = order[deadlines.stated[order]]
    leading = np.full(measures.cases.ended.size, -1, dtype=np.intp)
    leading[deadlines.application[order]] = order
    return leading


def _instants(micros: Micros) -> pd.DatetimeIndex:
    return as_instants(np.where(micros >= NEVER, UNKNOWN, micros))
