"""From the traces and events that this product wrote as XES back to an equal log."""

import json
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.frames import CORE, INSTANT_DTYPE
from domain.io import stored
from domain.io.source import one_line
from domain.io.table import Rows, Table
from domain.io.xes_keys import EXTENSION, STEP, TIME, TRANSITIONS, VISIT, key_of, part_of

DESCRIPTION: Final = EXTENSION + "description"


def is_ours(table: Table) -> bool:
    """Tell whether this product wrote the log."""
    return DESCRIPTION in table.description


def rebuild_xes(table: Table) -> EventLog:
    """Make the log that `write_xes` wrote.

    Raises
    ------
    InputError
        When the file is not as it was written.
    """
    description = stored.read_description(table.description[DESCRIPTION], table.file)
    kinds = description["frames"]
    try:
        frames = {
            "applications": _applications(table, kinds["applications"]),
            "visits": _visits(table, kinds["visits"]),
        }
        for name in CORE:
            if name not in frames:
                frames[name] = _side(table, name, kinds[name])
    except (
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        OverflowError,
        RecursionError,
        pa.ArrowException,
    ) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{table.file}: the log must be as it was written, but is damaged: {one_line(error)}."
        ) from error
    return stored.rebuild(frames, description["meta"], table.file)


def _applications(table: Table, kinds: Mapping[str, str]) -> pd.DataFrame:
    traces = table.traces
    columns = {c: _column(traces, key_of("applications", c), kind) for c, kind in kinds.items()}
    return pd.DataFrame(columns)


def _column(columns: pa.Table, key: str, dtype: str) -> "pd.Series[Any]":
    if key not in columns.column_names:
        return stored.from_text(pa.nulls(columns.num_rows, pa.string()), dtype)
    return stored.from_text(columns.column(key), dtype)


def _visits(table: Table, kinds: Mapping[str, str]) -> pd.DataFrame:
    """One row per instance of an activity."""
    if not len(table):
        return pd.DataFrame(
            {c: stored.from_text(pa.array([], pa.string()), kind) for c, kind in kinds.items()}
        )
    visit = stored.from_text(table.column(VISIT), "int64").to_numpy()
    length = int(visit.max()) + 1
    carriers, step = _carriers(table, visit, length), table.column(STEP).cast(pa.string())
    heads = table.columns.take(pa.array(carriers))
    columns: dict[str, Any] = {}
    for column, kind in kinds.items():
        if column in TRANSITIONS:
            told = _column(heads, column, kind) if column == "enabled_at" else None
            columns[column] = _instants(table, visit, length, TRANSITIONS[column], step, told)
        elif column == "application":
            columns[column] = table.trace_of[carriers]
        else:
            columns[column] = _column(heads, key_of("visits", column), kind)
    return pd.DataFrame(columns)


def _carriers(table: Table, visit: Rows, length: int) -> Rows:
    """Row of the event that carries what is said once of each visit: the one with its number."""
    rows = np.flatnonzero(table.column("number").is_valid().to_numpy())
    if length != len(rows) or not np.array_equal(np.sort(visit[rows]), np.arange(length)):
        raise ValueError("a visit has no event, or two, with its number")
    carriers = np.empty(length, dtype=np.int64)
    carriers[visit[rows]] = rows
    return carriers


def _instants(
    table: Table,
    visit: Rows,
    length: int,
    transition: str,
    step: pa.ChunkedArray,
    told: "pd.Series[Any] | None",
) -> "pd.Series[Any]":
    rows = np.flatnonzero(np.asarray(pc.equal(step, transition).fill_null(False)))
    places = np.full(length, -1, dtype=np.int64)
    places[visit[rows]] = rows
    text = table.column(TIME).cast(pa.string()).take(pa.array(places, mask=places < 0))
    found = stored.from_text(text, INSTANT_DTYPE)
    return found if told is None else found.fillna(told)


def _side(table: Table, name: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """A frame whose rows stand as JSON in the log and in its traces."""
    columns = [column for column in kinds if column != "application"]
    owners, cells = [], []
    for owner, rows in _rows(table, name):
        owners.extend([owner] * len(rows))
        cells.extend(rows)
    turned = list(zip(*cells, strict=True)) if cells else [()] * len(columns)
    frame = {
        c: stored.from_text(pa.array(values, pa.string()), kinds[c])
        for c, values in zip(columns, turned, strict=True)
    }
    if "application" in CORE[name]:
        frame["application"] = pd.Series(np.array(owners, dtype=np.int32))
    return pd.DataFrame(frame)[list(kinds)]


def _rows(table: Table, name: str) -> Iterator[tuple[int, list[Any]]]:
    keys = (EXTENSION + part_of(name, place) for place in count())
    for key in takewhile(table.description.__contains__, keys):
        yield -1, json.loads(table.description[key])
    key = EXTENSION + name
    if key in table.traces.column_names:
        for owner, text in enumerate(table.traces.column(key).cast(pa.string()).to_pylist()):
            if text is not None:
                yield owner, json.loads(text)
