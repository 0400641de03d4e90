"""What a what-if shows, as frames for charts and files; of a comparison that is complete or still growing."""

import re
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import pandas as pd

from domain.kpi import Period
from domain.lateness import ALL
from simulation.comparison import Comparison, Difference
from simulation.results import Study
from simulation.series import instants
from simulation.statistics import Interval
from simulation.study import BY_STAGE
from workbench.sides import BASE, side, sides

FAN = (0.1, 0.5, 0.9)
"""Quantiles over replications that a fan shows."""

CARDS = (
    "cycle_time_mean",
    "on_time_rate",
    "cycle_time_p90",
    "satisfaction_mean",
    "appointment_kept_rate",
    "work_in_progress",
    "utilisation",
    "cost_per_application",
)


def cards(comparison: Comparison, place: int = 0) -> list[Difference]:
    """Figures for all applications that have a card, in order, without those no replication has.

    Parameters
    ----------
    place : of the variant beside the base, from 0.
    """
    found = {one.name: one for one in comparison.differences(place) if one.group == "all"}
    return [found[name] for name in CARDS if name in found and found[name].base.n + found[name].mean.n > 0]


def table(comparison: Comparison) -> pd.DataFrame:
    """Every figure with both means, difference, ratio, intervals and verdict; a row per side, name, group."""
    return pd.DataFrame(rows(comparison))


def rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The rows of `table` as plain data."""
    return [
        {"side": side(place), "scenario": study.scenario, **one.as_dict()}
        for place, study in enumerate(comparison.others)
        for one in comparison.differences(place)
    ]


def cycle_times(comparison: Comparison, track: str | None = None) -> pd.DataFrame:
    """How long applications took: side, hours (upper end of an hour), applications, share finished within it.

    Parameters
    ----------
    track : one of them; all together when None.
    """
    return pd.concat(
        [_within(name, _counts(study, track)) for name, study in sides(comparison).items()], ignore_index=True
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


def on_time_by_place(comparison: Comparison, track: str) -> pd.DataFrame:
    """Share of a track's deadlines kept by region: region, side, share, low, high, n."""
    frame = _by_group(comparison, {"on_time_rate"}, "track", "region")
    chosen = frame[frame["track"] == track].drop(columns=["name", "track"])
    return chosen.rename(columns={"mean": "share"}).reset_index(drop=True)


def costs(comparison: Comparison) -> pd.DataFrame:
    """Cost of work and travel of an application: track, side, cost (CNY), low, high, n."""
    frame = _by_group(comparison, {"cost_per_application"}, "track")
    return frame.drop(columns="name").rename(columns={"mean": "cost"})


def late_hours(comparison: Comparison, track: str = ALL) -> pd.DataFrame:
    """Hours beyond the limits, by what they went to: cause, side, hours, low, high, n; only causes of some.

    Parameters
    ----------
    track : one of them; all together by default.
    """
    found = [
        (cause, name, hours.mean, hours.low, hours.high, hours.n)
        for name, study in sides(comparison).items()
        for cause, hours in study.late_hours(track).items()
    ]
    frame = pd.DataFrame(found, columns=["cause", "side", "hours", "low", "high", "n"])
    some = frame.groupby("cause")["hours"].transform("max") > 0
    return frame[some].astype({"hours": float, "low": float, "high": float}).reset_index(drop=True)


def queue(comparison: Comparison, period: Period, stages: Collection[str]) -> pd.DataFrame:
    """Waiting work over time: side, start (instant), low, middle, high.

    Low, middle and high are the 10th percentile, the median and the 90th percentile over the replications:
    how far single futures spread, not how well their mean is known.

    Parameters
    ----------
    period : that was measured.
    stages : whose waiting work is added up.
    """
    starts = instants(period)
    return pd.concat(
        [_fan(name, starts, study.waiting(stages, len(starts))) for name, study in sides(comparison).items()],
        ignore_index=True,
    )


def busy_hours(comparison: Comparison) -> pd.DataFrame:
    """Share of time on duty that pools work or travel by hour of the day.

    Columns side, department, region and skill (both "unknown" for a desk), hour (0 to 23), share; no row for
    an hour without duty.
    """
    found = [
        (name, *pool, hour, share)
        for name, study in sides(comparison).items()
        for pool, shares in study.busy_shares().items()
        for hour, share in enumerate(shares.tolist())
        if share == share
    ]
    return pd.DataFrame(found, columns=["side", "department", "region", "skill", "hour", "share"])


def utilisation(comparison: Comparison) -> pd.DataFrame:
    """Share of time on duty that crews and desks travel or work, by pool.

    Columns department, region and skill (both "unknown" for a desk), side, share, low, high, n.
    """
    frame = _by_group(comparison, {"utilisation"}, "department", "region", "skill")
    return frame.drop(columns="name").rename(columns={"mean": "share"})


def _fan(name: str, starts: pd.DatetimeIndex, counts: "np.ndarray[Any, np.dtype[np.int64]]") -> pd.DataFrame:
    if not counts.size:  # no replication has finished: there is nothing to take quantiles of
        starts, counts = starts[:0], counts.reshape(1, 0)
    low, middle, high = np.quantile(counts, FAN, axis=0)
    return pd.DataFrame({"side": name, "start": starts, "low": low, "middle": middle, "high": high})


def _counts(study: Study, track: str | None) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    tracks = study.tracks() if track is None else [track]
    counts = [study.cycle_hours(one) for one in tracks]
    total = np.zeros(max((len(c) for c in counts), default=0), dtype=np.int64)
    for of_track in counts:
        total[: len(of_track)] += of_track
    return total


def _within(name: str, counts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pd.DataFrame:
    hours = np.arange(1, len(counts) + 1)
    share = counts.cumsum() / max(counts.sum(), 1)
    return pd.DataFrame({"side": name, "hours": hours, "applications": counts, "share": share})


def _by_group(comparison: Comparison, names: set[str], *dimensions: str) -> pd.DataFrame:
    """Every side of the figures grouped by just these dimensions, a row per figure and side."""
    found = [
        (one.name, *parts.values(), name, mean.mean, mean.low, mean.high, mean.n)
        for one, every in _beside_each_other(comparison)
        if one.name in names and tuple(parts := _parts(one.group)) == dimensions
        for name, mean in every.items()
        if mean.mean is not None
    ]
    columns = ["name", *dimensions, "side", "mean", "low", "high", "n"]
    return pd.DataFrame(found, columns=columns).astype({"mean": float, "low": float, "high": float})


def _beside_each_other(comparison: Comparison) -> list[tuple[Difference, dict[str, Interval]]]:
    """Each figure with its interval on every side."""
    found: dict[tuple[str, str], tuple[Difference, dict[str, Interval]]] = {}
    for place in range(len(comparison.others)):
        for one in comparison.differences(place):
            _, every = found.setdefault((one.name, one.group), (one, {BASE: one.base}))
            every[side(place)] = one.mean
    return list(found.values())


def _parts(group: str) -> dict[str, str]:
    """Dimensions of a group and what they are: {"region": "north", "skill": "survey"}."""
    return dict(re.findall(r"(\w+)=(.*?)(?=,\w+=|$)", group))
