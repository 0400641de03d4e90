"""Groups of rows: which dimensions rows have, and which group each row belongs to."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.errors import must_be_one_of
from domain.kpi.coded import Coded, Codes, Rows, compacted
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.question import Sample

ALL = "all"


def dimensions_of(measures: Measures, unit: Unit) -> tuple[str, ...]:
    """Name the dimensions of a kind of row, those of its application included."""
    own = measures.names[unit]
    return tuple(own) if unit is Unit.DUTY else tuple({**own, **measures.names[Unit.APPLICATIONS]})


def grouped(measures: Measures, sample: Sample, by: tuple[str, ...]) -> tuple[Codes, tuple[str, ...]]:
    """Put the rows of a sample in groups.

    Returns
    -------
    For each row the place of its group, and the groups: "all", or those that have rows, as
    "stage=survey,region=north".

    Raises
    ------
    InputError
        When the rows do not have a dimension.
    """
    if not by:
        return np.zeros(sample.rows.size, dtype=np.int32), (ALL,)
    columns = [_column(measures, sample, name) for name in by]
    codes = np.ravel_multi_index([column.codes for column in columns], [len(c.names) for c in columns])
    found, places = compacted(np.asarray(codes), math.prod(len(c.names) for c in columns))
    return places, tuple(_label(by, columns, code) for code in found)


def has_group(measures: Measures, sample: Sample, group: str) -> npt.NDArray[np.bool_]:
    """Tell which rows of a sample belong to a group named as in a figure."""
    inside = np.ones(sample.rows.size, dtype=bool)
    for name, value in parse_group(group):
        column = _column(measures, sample, name)
        inside &= column.codes == column.code_of(value)
    return inside


def parse_group(group: str) -> list[tuple[str, str]]:
    """Read "stage=survey,region=north" as pairs; "all" is none.

    A value may hold commas: a part without "=" belongs to the value before it.
    """
    if group == ALL:
        return []
    pairs: list[tuple[str, str]] = []
    for part in group.split(","):
        name, sign, value = part.partition("=")
        if sign or not pairs:
            pairs.append((name, value))
        else:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]},{part}")
    return pairs


def _column(measures: Measures, sample: Sample, name: str) -> Coded:
    must_be_one_of(name, dimensions_of(measures, sample.unit), f"Grouping {sample.unit.value}: dimension")
    own = measures.names[sample.unit].get(name)
    if own is not None:
        return _at(own, sample.rows)
    return _at(measures.names[Unit.APPLICATIONS][name], measures.owners(sample.unit, sample.rows))


def _at(coded: Coded, rows: Rows | npt.NDArray[np.integer[Any]]) -> Coded:
    return Coded(coded.codes[rows], coded.names)


def _label(by: tuple[str, ...], columns: list[Coded], code: int) -> str:
    places = np.unravel_index(code, [len(column.names) for column in columns])
    return ",".join(
        f"{name}={column.names[int(place)]}" for name, column, place in zip(by, columns, places, strict=True)
    )
