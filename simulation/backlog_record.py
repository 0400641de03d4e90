"""The past of open applications in the record of a run, so that its log tells of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simulation.backlog import Opening
from simulation.record import Floats, Record
from simulation.shifts import TRAVEL, WORK
from simulation.step import NO_OUTCOME

if TYPE_CHECKING:
    from simulation.setting import Setting


def record_of(setting: "Setting", opening: Opening) -> Record:
    """A record with all visits of the backlog; what goes on at the beginning is written up to then."""
    record, log = Record(), opening.log
    resources = [resource.name for resource in setting.resources]
    visits, segments = log.visits, log.segments
    enabled, started, completed = (opening.minutes(visits[f"{name}_at"]) for name in VISIT)
    code, owner = visits.index.to_numpy(), visits["application"].to_numpy()
    first = np.where(np.isnan(started), completed, started)
    numbers, enabled = visits["number"].to_numpy(), np.where(np.isnan(enabled), first, enabled)
    _write(record.enabled, owner, numbers, _steps(setting, log.visits, owner), enabled)
    begun = ~np.isnan(first)
    done = np.where(np.isnan(completed), np.inf, completed)
    who, outcome = _codes(visits["resource"], resources), _codes(visits["outcome"], setting.outcomes)
    _write(record.completed, *(column[begun] for column in (code, started, done, who, outcome)))
    kind = np.where(segments["kind"] == "travel", TRAVEL, WORK)
    start, end = opening.minutes(segments["started_at"]), opening.minutes(segments["ended_at"])
    end = np.where(np.isnan(end), opening.begin_minutes, end)
    _write(
        record.worked, segments["visit"].to_numpy(), _codes(segments["resource"], resources), kind, start, end
    )
    finished = opening.minutes(log.applications["finished_at"])
    (ended,) = np.nonzero(~np.isnan(finished))
    _write(record.finished, ended, finished[ended])
    return record


VISIT = ("enabled", "started", "completed")


def _write(flat: Any, *columns: "np.ndarray[Any, Any]") -> None:
    flat.frombytes(np.column_stack(columns).astype(np.float64).tobytes())


def _steps(setting: "Setting", visits: pd.DataFrame, owner: "np.ndarray[Any, Any]") -> Floats:
    of_stage = [{step.name: step.code for step in way.steps} for way in setting.ways]
    ways = setting.way[owner].tolist()
    return np.array([of_stage[way][stage] for way, stage in zip(ways, visits["stage"], strict=True)], float)


def _codes(names: "pd.Series[Any]", known: Sequence[str]) -> Floats:
    """Places of names among those of the run; -1 for none, and for one whom the run does not know."""
    place = {name: code for code, name in enumerate(known)}
    return np.array([place.get(name, NO_OUTCOME) for name in names], float)
