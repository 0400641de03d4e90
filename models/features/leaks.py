"""Attributes that give the end away although they are said to be known at the start.

A register as it stands today often carries columns that were filled in later: an end date, a flag "on time",
a total. Nothing in the file says so; what gives them away is that they fit the outcome too well.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.instants import MINUTE, UNKNOWN, micros_of
from domain.kpi.case_columns import cases_of
from domain.kpi.measures import Measures
from domain.kpi.spells import NEVER
from domain.terms import Terms

_LEAST = 20
"""Applications below which a fit says nothing."""

_SAME_SHARE = 0.5
_TOO_GOOD = 0.995


def must_not_tell_the_end(log: EventLog, attributes: Iterable[str]) -> None:
    """Refuse attributes that only the end of an application can have told.

    Raises
    ------
    InputError
        Naming the attribute and what gave it away.
    """
    for name in attributes:
        for told in _SIGNS:
            if why := told(log, log.applications[name]):
                raise InputError(
                    f"Log '{log.name}': attribute {name!r} must be known at the start of an application to "
                    f"predict from, but {why}; say 'known: later' of it in the mapping."
                )


def _is_the_end(log: EventLog, values: "pd.Series[Any]") -> str:
    if not isinstance(values.dtype, pd.DatetimeTZDtype):
        return ""
    told, ended = micros_of(values.dt.as_unit("us")), cases_of(log).ended
    both = (told != UNKNOWN) & (ended < NEVER)
    same = np.abs(told[both] - ended[both]) <= MINUTE
    share = same.mean() if both.sum() >= _LEAST else 0.0
    return f"it is the instant of the end in {share:.0%} of {both.sum()}" if share >= _SAME_SHARE else ""


def _is_told_of_ended_ones_only(log: EventLog, values: "pd.Series[Any]") -> str:
    ended = cases_of(log).ended < NEVER
    told = values.notna().to_numpy()
    if min(ended.sum(), (~ended).sum()) < _LEAST or told[~ended].any() or told[ended].mean() < _SAME_SHARE:
        return ""
    still = (~ended).sum()
    return (
        f"it is told of {told[ended].mean():.0%} of those that have ended and of none of {still} still open"
    )


def _sorts_the_late(log: EventLog, values: "pd.Series[Any]") -> str:
    """A value that tells late from on time almost without error is the answer, not a hint.

    Rates are taken on every other application and judged on the rest, so that names borne once prove nothing.
    """
    late, known = _lateness(log)
    codes = pd.factorize(_rounded(values))[0][known]
    late = late[known]
    learn = np.arange(late.size) % 2 == 0
    if (
        min(late.sum(), (~late).sum()) < _LEAST
        or min(np.unique(late[~learn]).size, np.unique(late[learn]).size) < 2
    ):
        return ""
    rates = pd.Series(late[learn]).groupby(codes[learn]).mean()
    score = pd.Series(codes[~learn]).map(rates).fillna(float(late[learn].mean()))
    fit = float(roc_auc_score(late[~learn], score))
    return f"it alone tells late from on time (area under the curve {fit:.3f})" if fit >= _TOO_GOOD else ""


def _grows_with_the_duration(log: EventLog, values: "pd.Series[Any]") -> str:
    if not pd.api.types.is_numeric_dtype(values.dtype):
        return ""
    cases, told = cases_of(log), values.to_numpy(dtype=np.float64, na_value=np.nan)
    both = np.isfinite(told) & (cases.finished < NEVER) & (cases.submitted < NEVER)
    took = cases.finished[both] - cases.submitted[both]
    if both.sum() < _LEAST or np.unique(told[both]).size < _LEAST or np.unique(took).size < _LEAST:
        return ""
    fit = abs(float(spearmanr(told[both], took).statistic))
    return f"it alone ranks the durations (correlation of ranks {fit:.3f})" if fit >= _TOO_GOOD else ""


_SIGNS: tuple[Callable[[EventLog, "pd.Series[Any]"], str], ...] = (
    _is_the_end,
    _is_told_of_ended_ones_only,
    _sorts_the_late,
    _grows_with_the_duration,
)


def _lateness(log: EventLog) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether each application missed a deadline of its own, and whether that is known."""
    deadlines = Measures.of(log, Terms.default(log.time_zone)).deadlines
    until = int(micros_of(log.observed_until))
    settled = deadlines.whole & ((deadlines.met < NEVER) | (deadlines.due <= until))
    late, known = np.zeros(len(log), dtype=bool), np.zeros(len(log), dtype=bool)
    late[deadlines.application[settled & (deadlines.met > deadlines.due)]] = True
    known[deadlines.application[settled]] = True
    return late, known


def _rounded(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Numbers in tenths of their distribution, so that a figure with decimals is not a name borne once."""
    if pd.api.types.is_numeric_dtype(values.dtype) and values.nunique() > _LEAST:
        return pd.qcut(values.astype("float64"), 10, labels=False, duplicates="drop")
    return values
