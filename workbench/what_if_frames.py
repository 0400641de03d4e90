"""What a what-if shows, as frames for charts and files; of a comparison that is complete or still growing."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from simulation.comparison import Comparison, Difference
from simulation.results import Study
from simulation.study import BY_STAGE

BASE, VARIANT = "base", "variant"

CARDS = (
    "cycle_time_mean",
    "on_time_rate",
    "cycle_time_p90",
    "throughput_per_day",
    "work_in_progress",
    "utilisation",
    "cost_per_application",
    "rework_rate",
)


def cards(comparison: Comparison) -> list[Difference]:
    """Figures for all applications that have a card, in order, without those no replication has."""
    found = {one.name: one for one in comparison.differences() if one.group == "all"}
    return [found[name] for name in CARDS if name in found and found[name].base.n + found[name].mean.n > 0]


def table(comparison: Comparison) -> pd.DataFrame:
    """Every figure with both means, difference, ratio, intervals and verdict; one row per name and group."""
    return pd.DataFrame([one.as_dict() for one in comparison.differences()])


def cycle_times(comparison: Comparison, track: str | None = None) -> pd.DataFrame:
    """How long applications took: side, hours (upper end of an hour), applications, share finished within it.

    Parameters
    ----------
    track : one of them; all together when None.
    """
    sides = {BASE: comparison.base, VARIANT: comparison.others[0]}
    return pd.concat(
        [_within(side, _counts(study, track)) for side, study in sides.items()], ignore_index=True
    )


def stage_times(comparison: Comparison, stages: Iterable[str] = ()) -> pd.DataFrame:
    """Mean hours per visit: stage, part (waiting, working, travel, customer), side, hours, low, high, n.

    Parameters
    ----------
    stages : in the order wished; others follow.
    """
    parts = {name: name.removesuffix("_time") for name in BY_STAGE}
    places = {stage: place for place, stage in enumerate(stages)}
    frame = _by_group(comparison, set(BY_STAGE), "stage")
    last = len(places)
    frame = frame.sort_values(
        "stage", key=lambda s: s.map(places).fillna(last), kind="stable", ignore_index=True
    )
    return frame.assign(part=frame["name"].map(parts)).drop(columns="name").rename(columns={"mean": "hours"})


def on_time(comparison: Comparison) -> pd.DataFrame:
    """Share of deadlines kept: track, side, share, low, high, n."""
    frame = _by_group(comparison, {"on_time_rate"}, "track")
    return frame.drop(columns="name").rename(columns={"mean": "share"})


def utilisation(comparison: Comparison) -> pd.DataFrame:
    """Share of time on duty that crews and desks travel or work, by pool.

    Columns department, region and skill (both "unknown" for a desk), side, share, low, high, n.
    """
    frame = _by_group(comparison, {"utilisation"}, "department", "region", "skill")
    return frame.drop(columns="name").rename(columns={"mean": "share"})


def _counts(study: Study, track: str | None) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    tracks = study.tracks() if track is None else [track]
    counts = [study.cycle_hours(one) for one in tracks]
    total = np.zeros(max((len(c) for c in counts), default=0), dtype=np.int64)
    for of_track in counts:
        total[: len(of_track)] += of_track
    return total


def _within(side: str, counts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pd.DataFrame:
    hours = np.arange(1, len(counts) + 1)
    share = counts.cumsum() / max(counts.sum(), 1)
    return pd.DataFrame({"side": side, "hours": hours, "applications": counts, "share": share})


def _by_group(comparison: Comparison, names: set[str], *dimensions: str) -> pd.DataFrame:
    """Both sides of the figures grouped by just these dimensions, a row per figure and side."""
    rows = [
        (one.name, *parts.values(), side, found.mean, found.low, found.high, found.n)
        for one in comparison.differences()
        if one.name in names and tuple(parts := _parts(one.group)) == dimensions
        for side, found in ((BASE, one.base), (VARIANT, one.mean))
        if found.mean is not None
    ]
    columns = ["name", *dimensions, "side", "mean", "low", "high", "n"]
    return pd.DataFrame(rows, columns=columns).astype({"mean": float, "low": float, "high": float})


def _parts(group: str) -> dict[str, str]:
    """Dimensions of a group and what they are: {"region": "north", "skill": "survey"}."""
    return dict(re.findall(r"(\w+)=(.*?)(?=,\w+=|$)", group))
