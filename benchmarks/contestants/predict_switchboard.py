"""Train on a large log and score open applications: ``... predict_switchboard EVENTS OPEN [--quick]``."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from benchmarks.measuring.plain import count_events, own_file
from benchmarks.measuring.process import tell
from domain.eventlog import EventLog
from domain.io import read_log
from models.predicting import predict
from models.trained import train
from scenarios import load

Result = TypeVar("Result")

OWNED = ("visits", "holds", "deadlines", "appointments")


def main() -> None:
    """Report seconds of training, of scoring, and of scoring with the reasons of the riskiest thousand."""
    events, wanted, quick = int(sys.argv[1]), int(sys.argv[2]), "--quick" in sys.argv
    log = read_log(own_file(events, quick, "parquet")).log
    model, training = timed(lambda: train(log, load("one_stop").in_force.terms()))
    at = log.applications["submitted_at"].max().floor("D")
    crowd = crowded(log, at, wanted)
    scored, scoring = timed(lambda: predict(model, crowd, at, explained=0))
    _, explaining = timed(lambda: predict(model, crowd, at))
    tell(events=count_events(log), train=training, open=len(scored), score=scoring, explain=explaining)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Give what the work gives, and its wall time in seconds."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def crowded(log: EventLog, at: pd.Timestamp, wanted: int) -> EventLog:
    """Multiply the applications open at an instant until there are as many as wanted, or a few more."""
    known = log.as_of(at)
    ended = known.applications[["finished_at", "withdrawn_at"]].notna().any(axis=1)
    few = known.where(~ended.to_numpy())
    times = -(-wanted // len(few))
    frames = {name: _copied(few.frame(name), len(few), times) for name in OWNED}
    applications = pd.concat([few.applications] * times, ignore_index=True)
    number = pd.Series(np.repeat(np.arange(times), len(few)).astype(str))
    applications["application_id"] = applications["application_id"].astype("str") + "-" + number
    return EventLog.build(
        {**frames, "applications": applications, "duty": few.duty}, at, time_zone=few.time_zone, name="crowd"
    )


def _copied(frame: pd.DataFrame, applications: int, times: int) -> pd.DataFrame:
    copies = pd.concat([frame] * times, ignore_index=True)
    copies["application"] += np.repeat(np.arange(times) * applications, len(frame))
    return copies


if __name__ == "__main__":
    main()
