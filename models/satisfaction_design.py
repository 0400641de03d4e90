"""Columns of a regression: drivers that the data can speak about, and the groups they are compared within."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must

Floats = npt.NDArray[np.float64]
CUSTOMERS = 100
"""Fewest customers a regression is made for."""
CONCERNED = 20
"""Fewest customers with a driver, and without it; and fewest customers of a group compared within itself."""
RECORDED = 0.5
"""Least share of rows for which a driver must be known."""


class Reason(StrEnum):
    """Why a driver is left out."""

    NOT_RECORDED = "not_recorded"
    SAME_FOR_ALL = "same_for_all"
    TOO_FEW_WITH = "too_few_with"
    TOO_FEW_WITHOUT = "too_few_without"
    NOT_TOLD_APART = "not_told_apart"


@dataclass(frozen=True)
class LeftOut:
    """A driver that the data cannot speak about.

    Attributes
    ----------
    customers : with it, or without it, where these are too few; else all.
    """

    driver: str
    reason: Reason
    customers: int


@dataclass(frozen=True, eq=False)
class Design:
    """A regression ready to be fitted.

    Attributes
    ----------
    columns : shape (n, p); the drivers first, then who is of which group.
    rows : shape (n,); rows of the frame it was made from: those in which every driver is known.
    drivers : names of the first columns.
    left_out : the other drivers asked for.
    """

    columns: Floats
    rows: npt.NDArray[np.intp]
    drivers: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def design_of(frame: pd.DataFrame, drivers: Iterable[str], within: Iterable[str] = ()) -> Design:
    """Choose drivers and lay out the columns.

    Parameters
    ----------
    frame : with a column customer and one per driver; one that is 0 or 1 says whether it is there.
    drivers : asked for, the more telling ones first: one that is a sum of others gives way to those.
    within : names of columns, such as stage, whose values are each compared within themselves.

    Raises
    ------
    InputError
        When there are fewer than 100 customers.
    """
    customers = frame["customer"].nunique()
    must(
        customers >= CUSTOMERS,
        f"Drivers need {CUSTOMERS} customers, got {customers}: {CUSTOMERS - customers} are missing.",
    )
    looked = {name: _unfit(frame, name) for name in drivers}
    fit = [name for name, reason in looked.items() if reason is None]
    known = np.flatnonzero(frame[fit].notna().all(axis=1))
    told = frame[fit].to_numpy(np.float64)[known]
    groups = np.hstack([np.zeros((len(known), 0)), *(_groups(frame.iloc[known], name) for name in within)])
    kept = _told_apart(told, groups)
    alike = [LeftOut(name, Reason.NOT_TOLD_APART, customers) for name in np.array(fit)[~kept].tolist()]
    left_out = (*(reason for reason in looked.values() if reason), *alike)
    return Design(np.hstack([told[:, kept], groups]), known, tuple(np.array(fit)[kept].tolist()), left_out)


def _unfit(frame: pd.DataFrame, name: str) -> LeftOut | None:
    """Why a driver cannot be looked at; None where it can."""
    column, customers = frame[name], frame["customer"].nunique()
    if column.notna().mean() < RECORDED:
        return LeftOut(name, Reason.NOT_RECORDED, customers)
    if column.nunique() < 2 and column.max() not in (0, 1):
        return LeftOut(name, Reason.SAME_FOR_ALL, customers)
    if not column.dropna().isin([0, 1]).all():
        return None
    for value, reason in ((1, Reason.TOO_FEW_WITH), (0, Reason.TOO_FEW_WITHOUT)):
        concerned = frame["customer"][column == value].nunique()
        if concerned < CONCERNED:
            return LeftOut(name, reason, concerned)
    return None


def _groups(frame: pd.DataFrame, name: str) -> Floats:
    """A column per value that enough customers have, but for the commonest."""
    customers = frame.groupby(name, observed=True)["customer"].nunique().sort_values(kind="stable")
    values = [value for value in customers.index[:-1] if customers[value] >= CONCERNED]
    columns = [(frame[name] == value).to_numpy(np.float64) for value in values]
    return np.reshape(columns, (len(values), len(frame))).T


def _told_apart(told: Floats, groups: Floats) -> npt.NDArray[np.bool_]:
    """Which columns are no sum of those before them, of groups and of a constant."""
    kept: list[bool] = []
    taken = np.column_stack([np.ones(len(told)), groups])
    for column in told.T:
        more = np.column_stack([taken, column])
        kept.append(_rank(more) > _rank(taken))
        taken = more if kept[-1] else taken
    return np.array(kept, dtype=bool)


def _rank(columns: Floats) -> int:
    return int(np.linalg.matrix_rank(columns.T @ columns / len(columns), hermitian=True))
