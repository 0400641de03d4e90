"""What each chart of a what-if shows, in a sentence for those who do not see it."""

from collections.abc import Callable

import pandas as pd

from dashboard.charts.what_if import Sides, pools
from dashboard.words import formats, name, t

Write = Callable[[float], str]


def cycle_times(frame: pd.DataFrame, sides: Sides) -> str:
    """By when half of the applications are finished, on each side."""
    half = frame[frame["share"] >= 0.5].groupby("side")["hours"].min()
    said = {side: formats.duration(float(half[side])) for side in sides if side in half}
    return t("Half of the applications are finished within: {said}.", said=_listed(said, sides))


def on_time(frame: pd.DataFrame, sides: Sides) -> str:
    """Share of promises kept in each track or region, on each side."""
    said = _by_group(frame, "track" if "track" in frame else "region", "share", sides, formats.percent)
    return t("Promises kept: {said}.", said=said)


def costs(frame: pd.DataFrame, sides: Sides) -> str:
    """Cost of an application in each track, on each side."""
    said = _by_group(frame, "track", "cost", sides, lambda cost: formats.number(cost, 0))
    return t("Cost per application in CNY: {said}.", said=said)


def late_hours(frame: pd.DataFrame, sides: Sides) -> str:
    """Hours beyond the limits by cause, on each side."""
    named = frame.assign(cause=[name(cause, "cause") for cause in frame["cause"]])
    said = _by_group(named, "cause", "hours", sides, lambda hours: formats.number(hours, 0))
    return t("Hours beyond the limits: {said}.", said=said)


def stage_times(frame: pd.DataFrame, part: str, sides: Sides) -> str:
    """Mean time of one part in each stage, on each side."""
    shown = frame[frame["part"] == part]
    return t("Mean per visit: {said}.", said=_by_group(shown, "stage", "hours", sides, formats.duration))


def utilisation(frame: pd.DataFrame, sides: Sides) -> str:
    """How busy each pool is, on each side."""
    named = frame.assign(pool=pools(frame))
    return t("Busy: {said}.", said=_by_group(named, "pool", "share", sides, formats.percent))


def queue(frame: pd.DataFrame, sides: Sides) -> str:
    """How much waits on an ordinary day and at the worst, on each side."""
    said = {
        str(side): t("typically {n}, at most {most}", n=round(waits.median()), most=round(waits.max()))
        for side, waits in frame.groupby("side", sort=False)["middle"]
    }
    return t("Visits that wait: {said}.", said=_listed(said, sides))


def busiest(frame: pd.DataFrame) -> str:
    """Which pool is busiest at which hour."""
    if frame.empty:
        return t("Nobody is on duty.")
    top = frame.loc[[frame["share"].idxmax()]]
    return t(
        "Busiest: {pool} from {hour}:00, {share} of the time on duty.",
        pool=pools(top).iloc[0],
        hour=str(int(top["hour"].iloc[0])),
        share=formats.percent(float(top["share"].iloc[0]), 0),
    )


def _listed(said: dict[str, str], sides: Sides) -> str:
    return t(", ").join(f"{sides[side]} {value}" for side, value in said.items())


def _by_group(frame: pd.DataFrame, by: str, value: str, sides: Sides, write: Write) -> str:
    groups = []
    for group, rows in frame.groupby(by, sort=False):
        said = {str(side): write(number) for side, number in zip(rows["side"], rows[value], strict=True)}
        groups.append(f"{name(group)}: {_listed(said, sides)}")
    return "; ".join(groups)
