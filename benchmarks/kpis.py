"""All KPIs of 1,000,000 visits, and a few of them beside plain pandas."""

import sys
from collections.abc import Mapping

import numpy as np
import pandas as pd

from benchmarks.contestants.pandas_board import hours_between
from benchmarks.measuring.command import command
from benchmarks.measuring.material import city_log
from benchmarks.measuring.process import report_of
from benchmarks.measuring.section import Line, Section, at_most, compared
from benchmarks.measuring.sides import seconds_of
from domain.eventlog import EventLog
from domain.kpi import Figure, Measures, compute, figures

BY_TRACK = ("cycle_time_mean", "cycle_time_median", "cycle_time_p90")

ABOUT = """\
`compute` works out all KPIs of a twin run from its log alone, measures included; that is the time with a
target. The Board keeps the measures of an open log, so a further question costs what the third line says.
Plain pandas works out cycle times by track (mean, median, 90th percentile) and the mean time from enabling to
start by stage, a rough stand-in for waiting: the product takes travel, pauses and the customer's turn apart.
Ours beside it are these KPIs from measures that are there, with their intervals. The mean cycle times of both
sides must agree, or the benchmark fails."""


def measure(quick: bool) -> Section:
    """Compute with both sides in turns."""
    log, terms = city_log(quick)
    measures, repeats = Measures.of(log, terms), 3 if quick else 7
    times = seconds_of(
        {
            "all": lambda: compute(log, terms),
            "measures": lambda: Measures.of(log, terms),
            "kept": lambda: figures(measures),
            "cycle": lambda: figures(measures, names=BY_TRACK, by=["track"]),
            "cycle, pandas": lambda: cycle_times(log),
            "waiting": lambda: figures(measures, names=["waiting_time"], by=["stage"]),
            "waiting, pandas": lambda: waiting_times(log),
        },
        repeats,
    )
    lines = (
        compared(f"All KPIs of {len(log.visits):,} visits", "s", times["all"], target=at_most(3)),
        compared("Measures alone", "s", times["measures"]),
        compared("All KPIs, measures kept", "s", times["kept"]),
        compared("Cycle times by track", "s", times["cycle"], "pandas", times["cycle, pandas"]),
        compared("Waiting time by stage", "s", times["waiting"], "pandas", times["waiting, pandas"]),
        _memory(quick),
    )
    agree = means_agree(figures(measures, names=["cycle_time_mean"], by=["track"]), cycle_times(log))
    return Section("KPIs", ABOUT, lines, libraries=("pandas", "numpy"), holds=agree)


def cycle_times(log: EventLog) -> pd.DataFrame:
    """Mean, median and 90th percentile of hours from submission to finish, by track."""
    done = log.applications.dropna(subset="finished_at")
    hours = hours_between(done["submitted_at"], done["finished_at"])
    by_track = hours.groupby(done["track"], observed=True)
    return pd.DataFrame({"mean": by_track.mean(), "median": by_track.median(), "p90": by_track.quantile(0.9)})


def waiting_times(log: EventLog) -> "pd.Series[float]":
    """Mean hours from enabling to start of completed visits, by stage."""
    done = log.visits.dropna(subset=["enabled_at", "started_at", "completed_at"])
    hours = hours_between(done["enabled_at"], done["started_at"])
    return pd.Series(hours.groupby(done["stage"], observed=True).mean())


def means_agree(ours: list[Figure], theirs: pd.DataFrame) -> bool:
    """Tell whether the mean cycle times of both sides are the same."""
    means: Mapping[str, float | None] = {figure.group.removeprefix("track="): figure.mean for figure in ours}
    return set(means) == set(theirs.index) and bool(
        np.allclose([means[track] or np.nan for track in theirs.index], theirs["mean"])
    )


def _memory(quick: bool) -> Line:
    report = report_of("benchmarks.contestants.compute_kpis", *(["--quick"] if quick else []))
    return compared("All KPIs in a process of its own: memory, log included", "MB", [report["peak_mb"]])


if __name__ == "__main__":
    sys.exit(command("kpis", measure))
