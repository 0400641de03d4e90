"""What a log keeps of the time before its run began: as the backlog told it, row by row.

Visits and work are in the run's record, since the run goes on with them. All else that was over is carried
over as it was, so that no later change of a scenario rewrites it.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from simulation.backlog import Opening

Frames = Mapping[str, pd.DataFrame]
OVER = {"holds": "ended_at", "appointments": "settled_at", "contacts": "handled_at"}
"""Frame -> the instant that tells that a row of it is over."""
PROMISE = ["application", "service_level", "stage", "set_at"]


def with_past(frames: Frames, opening: Opening) -> dict[str, pd.DataFrame]:
    """The frames of a run with holds, appointments and contacts that were over when it began."""
    past = {name: getattr(opening.log, name).dropna(subset=[column]) for name, column in OVER.items()}
    return {name: _joined(past.get(name), frame) for name, frame in frames.items()}


def with_promises(deadlines: pd.DataFrame, opening: Opening) -> pd.DataFrame:
    """The deadlines of a run in which those made before it began are due when they were due.

    A promise that was made then under other standards stays, and one that was not stays unmade.
    """
    if deadlines.empty:
        return opening.log.deadlines
    of_backlog = deadlines["application"] < len(opening)
    before = (of_backlog & (deadlines["set_at"] <= opening.log.observed_until)).to_numpy()
    met = _plain(deadlines[before])[[*PROMISE, "met_at"]].drop_duplicates(PROMISE)
    kept = _plain(opening.log.deadlines).merge(met, on=PROMISE, how="left", suffixes=("", "_later"))
    kept["met_at"] = kept["met_at"].fillna(kept["met_at_later"])
    return _joined(kept.drop(columns="met_at_later"), deadlines[~before])


def with_answers(surveys: pd.DataFrame, opening: Opening) -> pd.DataFrame:
    """The answers of a run in which those about visits completed before it began are the ones given."""
    done = np.flatnonzero(opening.log.visits["completed_at"].notna())
    return _joined(opening.log.surveys, surveys[~surveys["visit"].isin(done)])


def _plain(deadlines: pd.DataFrame) -> pd.DataFrame:
    names = {name: deadlines[name].astype("str") for name in ("service_level", "stage")}
    instants = {name: deadlines[name].dt.as_unit("us") for name in ("set_at", "met_at")}
    return deadlines.assign(**names, **instants).astype({"application": np.int64})


def _joined(past: pd.DataFrame | None, frame: pd.DataFrame) -> pd.DataFrame:
    if past is None or past.empty:
        return frame
    known = past.astype({name: object for name, kind in past.dtypes.items() if kind == "category"})
    return pd.concat([known, frame], ignore_index=True) if len(frame) else known.reset_index(drop=True)
