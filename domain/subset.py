"""Keeping some rows of every frame while the row numbers that tie frames together stay true."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Frames = Mapping[str, pd.DataFrame]
Keep = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.integer[Any]]

_OWNED_BY_APPLICATION = ("visits", "holds", "appointments", "deadlines", "surveys", "contacts")
_OF_A_VISIT = ("holds", "appointments", "surveys", "contacts")


def subset(frames: Frames, keep: Mapping[str, Keep]) -> dict[str, pd.DataFrame]:
    """Keep the chosen rows and what still has an owner; renumber `application`, `visit` and `row`.

    Parameters
    ----------
    frames : all frames of a log.
    keep : for any frame, which of its rows stay; a frame not named keeps those whose owner stays.

    Returns
    -------
    New frames. A hold, an appointment, a survey or a contact whose visit went is kept without a visit.
    """
    kept = _kept_rows(frames, keep)
    result = {name: _only(frame, kept[name]) for name, frame in frames.items()}
    for name in _OWNED_BY_APPLICATION:
        _renumber(result[name], "application", kept["applications"])
    for name in ("segments", *_OF_A_VISIT):
        _renumber(result[name], "visit", kept["visits"])
    _renumber_recorded(result["recorded"], kept)
    return result


def _kept_rows(frames: Frames, keep: Mapping[str, Keep]) -> dict[str, Keep]:
    kept = {name: keep.get(name, np.ones(len(frame), dtype=bool)) for name, frame in frames.items()}
    for name in _OWNED_BY_APPLICATION:
        kept[name] = kept[name] & _stays(frames[name]["application"], kept["applications"])
    kept["segments"] = kept["segments"] & _stays(frames["segments"]["visit"], kept["visits"])
    kept["recorded"] = kept["recorded"] & _recorded_stays(frames["recorded"], kept)
    return kept


def _stays(owner: "pd.Series[Any]", kept: Keep) -> Keep:
    rows = owner.to_numpy()
    if kept.all():
        return np.ones(len(rows), dtype=bool)
    # A row of no one (-1) looks up the last place, which says no.
    return np.asarray(np.append(kept, False)[rows])


def _recorded_stays(recorded: pd.DataFrame, kept: Mapping[str, Keep]) -> Keep:
    stays = np.zeros(len(recorded), dtype=bool)
    for name in recorded["frame"].unique():
        here = (recorded["frame"] == name).to_numpy()
        stays[here] = kept[name][recorded["row"].to_numpy()[here]]
    return stays


def _only(frame: pd.DataFrame, kept: Keep) -> pd.DataFrame:
    return frame.copy(deep=False) if kept.all() else frame[kept].reset_index(drop=True)


def _renumber(frame: pd.DataFrame, column: str, kept: Keep) -> None:
    if not kept.all():
        frame[column] = new_numbers(kept)[frame[column].to_numpy()]


def _renumber_recorded(recorded: pd.DataFrame, kept: Mapping[str, Keep]) -> None:
    rows = recorded["row"].to_numpy().copy()
    for name in recorded["frame"].unique():
        here = (recorded["frame"] == name).to_numpy()
        rows[here] = new_numbers(kept[name])[rows[here]]
    recorded["row"] = rows


def new_numbers(kept: Keep) -> npt.NDArray[np.int32]:
    """Number the kept rows anew; a dropped row, and -1 (none), become -1. Shape: one longer than `kept`."""
    numbers = np.where(kept, np.cumsum(kept) - 1, -1)
    return np.append(numbers, -1).astype(np.int32)
