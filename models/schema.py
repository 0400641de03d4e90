"""What a log must hold for a model of another log to read it, and what of it the model has not met."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from domain.errors import InputError, must, nearest
from domain.eventlog import EventLog
from models.features import Recipe
from models.recipe import type_of

_MOST_LISTED = 5


@dataclass(frozen=True)
class Schema:
    """Columns of a log that a model reads, and the names it met in them.

    Attributes
    ----------
    attributes : attribute of applications -> its kind: name, number or instant.
    names : attribute of kind name -> the names met, sorted.
    stages : all stages met, sorted.
    type : the property that tells applications apart; None where none is told.
    deadlines, stage_deadlines : whether deadlines of applications, and of stages, were told.
    """

    attributes: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    stages: tuple[str, ...]
    type: str | None
    deadlines: bool
    stage_deadlines: bool

    @classmethod
    def of(cls, log: EventLog, recipe: Recipe) -> "Schema":
        """Read the schema of a log."""
        kinds = {name: _kind(log.applications[name]) for name in recipe.attributes}
        names = {name: _names(log.applications[name]) for name, kind in kinds.items() if kind == "name"}
        whole = log.deadlines["stage"].isna()
        return cls(
            kinds,
            names,
            _names(log.visits["stage"]),
            type_of(log),
            bool(whole.any()),
            bool((~whole).any()),
        )

    def must_fit(self, log: EventLog) -> None:
        """Refuse a log that this model cannot read.

        Raises
        ------
        InputError
            When a column it learned from is missing or of another kind, or none of its stages occurs.
        """
        for name, kind in self.attributes.items():
            _must_hold(log, name, kind)
        met, stages = set(self.stages), _names(log.visits["stage"])
        must(
            not met or not stages or not met.isdisjoint(stages),
            f"Log '{log.name}': a log to predict from must have stages the model knows "
            f"({_listed(self.stages)}), got {_listed(stages)}: the model was trained on another process.",
        )

    def unseen(self, log: EventLog) -> list[str]:
        """Say which names the model has not met, one sentence for each column: they count as unknown."""
        columns = {name: (log.applications[name], known) for name, known in self.names.items()}
        columns["stage"] = (log.visits["stage"], self.stages)
        new = {name: sorted(set(_names(column)) - set(known)) for name, (column, known) in columns.items()}
        return [
            f"Column '{name}': the model has not met {_listed(tuple(found))}; they count as unknown."
            for name, found in new.items()
            if found
        ]


def _must_hold(log: EventLog, name: str, kind: str) -> None:
    columns = [str(column) for column in log.applications.columns]
    if name not in columns or log.applications[name].isna().all():
        raise InputError(
            f"Log '{log.name}': a log to predict from must have the column {name!r} the model learned from, "
            f"got none{nearest(name, [one for one in columns if one != name])}."
        )
    found = _kind(log.applications[name])
    must(
        found == kind,
        f"Log '{log.name}': column {name!r} must be of the kind the model learned from, {kind}, got {found}.",
    )


def _kind(column: "pd.Series[Any]") -> str:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return "instant"
    return "number" if pd.api.types.is_numeric_dtype(column.dtype) else "name"


def _names(column: "pd.Series[Any]") -> tuple[str, ...]:
    return tuple(sorted(str(name) for name in column.dropna().unique()))


def _listed(names: tuple[str, ...]) -> str:
    listed = ", ".join(names[:_MOST_LISTED])
    return f"{listed} and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else listed
