"""What was known at an instant: the difference between history and hindsight."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.frames import CORE, attributes_of, happenings
from domain.subset import subset

Keep = npt.NDArray[np.bool_]

_KNOWN_WITH: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "visits": {"resource": ("started_at", "completed_at"), "outcome": ("completed_at",)},
    "appointments": {"outcome": ("settled_at",)},
    "contacts": {"resource": ("started_at", "handled_at")},
}
"""Names that come to be known with a later instant of their row, the first of these that is told."""


def as_of(
    frames: Mapping[str, pd.DataFrame], at: pd.Timestamp, later: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """Give the frames as they were known at an instant.

    Parameters
    ----------
    frames : all frames of a log.
    at : the instant, UTC.
    later : attributes of applications that are known only once the application has ended.
    """
    known = {name: _known(name, frames[name], frames["recorded"], at) for name in CORE if name != "recorded"}
    blanked = {name: _blanked(name, frames[name], known[name]) for name in known}
    blanked["applications"] = _hide(blanked["applications"], later, _ended(known["applications"]))
    blanked["visits"] = _by_who_was_known(blanked["visits"], frames["segments"], known["segments"])
    blanked["recorded"] = frames["recorded"]
    keep = {name: _kept(name, frames[name], known[name]) for name in known}
    keep["recorded"] = (frames["recorded"]["recorded_at"] <= at).to_numpy()
    return subset(blanked, keep)


def _known(name: str, frame: pd.DataFrame, recorded: pd.DataFrame, at: pd.Timestamp) -> dict[str, Keep]:
    known = {column: (frame[column] <= at).to_numpy(copy=True) for column in happenings(name)}
    late = recorded[(recorded["frame"] == name) & (recorded["recorded_at"] > at)]
    for column, rows in late.groupby("column")["row"]:
        known[str(column)][rows.to_numpy()] = False
    return known


def _kept(name: str, frame: pd.DataFrame, known: Mapping[str, Keep]) -> Keep:
    if name == "visits":
        told = known["enabled_at"] & ~frame["enabled_inferred"].to_numpy()
        return np.asarray(told | known["started_at"] | known["completed_at"])
    return np.asarray(np.logical_or.reduce(list(known.values())))


def _blanked(name: str, frame: pd.DataFrame, known: Mapping[str, Keep]) -> pd.DataFrame:
    instants = {column: frame[column].where(is_known) for column, is_known in known.items()}
    result = frame.assign(**instants)
    for column, told_by in _KNOWN_WITH.get(name, {}).items():
        result[column] = frame[column].where(np.logical_or.reduce([known[instant] for instant in told_by]))
    if name == "visits":
        return _hide(result, attributes_of(name, frame), known["completed_at"])
    if name == "appointments":
        result["outcome"] = _booked(result["outcome"], ~known["settled_at"])
    return result


def _by_who_was_known(
    visits: pd.DataFrame, segments: pd.DataFrame, known: Mapping[str, Keep]
) -> pd.DataFrame:
    """Name for each visit who was last known to work on it, not who did later."""
    told = known["started_at"] & segments["resource"].notna().to_numpy()
    rows, place = np.unique(segments["visit"].to_numpy()[told][::-1], return_index=True)
    of_segments, of_visits = segments["resource"].cat, visits["resource"].cat
    names = of_visits.categories.union(of_segments.categories, sort=False)
    codes = np.append(names.get_indexer(of_visits.categories), -1)[of_visits.codes.to_numpy()]
    last = of_segments.codes.to_numpy()[told][::-1][place]
    codes[rows] = names.get_indexer(of_segments.categories)[last]
    return visits.assign(resource=pd.Categorical.from_codes(codes, categories=names))


def _hide(frame: pd.DataFrame, columns: Iterable[str], seen: Keep) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].where(seen) for column in columns if column in frame})


def _ended(known: Mapping[str, Keep]) -> Keep:
    return known["finished_at"] | known["withdrawn_at"]


def _booked(outcome: "pd.Series[Any]", open_still: Keep) -> Any:
    names = outcome.astype("str").where(~open_still, "booked")
    return names.astype("category")
