"""Filters: which applications a figure is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.errors import must_be_one_of
from domain.kpi.coded import Coded
from domain.kpi.dimensions import Names, Unit
from domain.kpi.period import Period

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """What to look at; a dimension without values lets everything pass.

    Parameters
    ----------
    period : None for the default period of the log.
    track, department, region : values to keep. Department is the owner of the application; where the log
        names no owners, any department that worked on it.
    attributes : values to keep of any other dimension of the application. A mapping is taken and kept as
        sorted pairs, so that filters can be compared and hashed.
    """

    period: Period | None = None
    track: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    attributes: Mapping[str, Iterable[str]] | tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        pairs = self.attributes.items() if isinstance(self.attributes, Mapping) else self.attributes
        fixed = tuple(sorted((name, tuple(values)) for name, values in pairs))
        object.__setattr__(self, "attributes", fixed)
        for name in ("track", "department", "region"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that do not let everything pass, with the values to keep."""
        named = {name: getattr(self, name) for name in ("track", "department", "region")}
        both = {**named, **dict(self.attributes)}
        return {name: tuple(values) for name, values in both.items() if values}


def kept_applications(
    names: Mapping[Unit, Names], visited_by: npt.NDArray[np.integer[Any]], filters: Filters
) -> Flags | None:
    """Tell which applications pass; None where all do.

    Parameters
    ----------
    visited_by : application of each visit.

    Raises
    ------
    InputError
        When a filter names a dimension that applications do not have.
    """
    keep: Flags | None = None
    for name, values in filters.chosen.items():
        must_be_one_of(name, names[Unit.APPLICATIONS], "Filters: dimension")
        passed = _passed(names, visited_by, name, values)
        keep = passed if keep is None else keep & passed
    return keep


def has_value(coded: Coded, values: Iterable[str]) -> Flags:
    """Tell which rows have one of the values."""
    wanted = np.zeros(len(coded.names), dtype=bool)
    wanted[[code for value in values if (code := coded.code_of(value)) >= 0]] = True
    return np.asarray(wanted[coded.codes])


def _passed(
    names: Mapping[Unit, Names],
    visited_by: npt.NDArray[np.integer[Any]],
    name: str,
    values: tuple[str, ...],
) -> Flags:
    own = names[Unit.APPLICATIONS][name]
    worked = names[Unit.VISITS].get(name)
    if own.known or name != "department" or worked is None:
        return has_value(own, values)
    passed = np.zeros(own.codes.size, dtype=bool)
    passed[visited_by[has_value(worked, values)]] = True
    return passed
