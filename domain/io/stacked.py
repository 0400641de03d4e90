"""All frames of a log in one table, row upon row: how CSV and Parquet hold a log so that it reads back equal.

Each row says in `record` which frame it is of; `application` is the printed id. Visits come first, since
other tools look at the first rows: case `application`, activity `stage`, times `started_at` and
`completed_at`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.frames import CORE
from domain.io import stored
from domain.io.source import one_line
from domain.io.table import Table
from domain.io.values import is_text

RECORD: Final = "record"
DESCRIPTION: Final = "description"
_OWNER: Final = "application"
_BLOCK: Final = 100_000


def is_stacked(header: list[str]) -> bool:
    """Tell whether a header is one that `stack` writes."""
    return len(header) > 2 and header[0] == RECORD and header[1] == _OWNER and header[-1] == DESCRIPTION


def stack(log: EventLog, file: str, *, as_text: bool) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """Lay the frames out as one table.

    Parameters
    ----------
    as_text : every cell as text, and the description in a row of its own, for files that know no kinds.

    Returns
    -------
    The columns, and the rows in blocks; without text the description is in the schema's metadata.
    """
    parts = [_part(log, name, file) for name in sorted(CORE, key=lambda name: name != "visits")]
    types = _place(parts)
    places = {part.name: part.places for part in parts}
    told = json.dumps(stored.describe(log) | {"places": places}, ensure_ascii=False)
    kinds = {column: pa.string() for column in types} if as_text else types
    schema = pa.schema(list(kinds.items()), None if as_text else {stored.KEY: told})
    return schema, _blocks(parts, schema, told if as_text else None)


@dataclass(eq=False)
class _Part:
    """A frame on its way into the table: its columns, whose each row is, and where each column goes."""

    name: str
    length: int
    columns: dict[str, pa.Array]
    owner: pa.Array | None
    places: dict[str, str] = field(default_factory=dict)

    def cells(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows in blocks of the table's columns."""
        told = {self.places[column]: array for column, array in self.columns.items()}
        told[RECORD] = pa.array([self.name] * self.length, pa.string())
        if self.owner is not None:
            told[_OWNER] = self.owner
        for start in range(0, self.length, _BLOCK):
            yield _block({name: array.slice(start, _BLOCK) for name, array in told.items()}, schema)


def _part(log: EventLog, name: str, file: str) -> _Part:
    frame, ids = log.frame(name), pa.array(log.applications["application_id"], pa.string())
    owner_column = "application_id" if name == "applications" else _OWNER
    owned = owner_column in CORE[name]
    columns = {str(c): stored.to_arrow(frame[c], file) for c in frame if not (owned and c == owner_column)}
    if not owned or name == "applications":
        return _Part(name, len(frame), columns, ids if owned else None)
    rows = frame[_OWNER].to_numpy()
    return _Part(name, len(frame), columns, ids.take(pa.array(rows, mask=rows < 0)))


def _place(parts: list[_Part]) -> dict[str, Any]:
    """Choose the columns of the table: the frames' own names, the frame's before it where kinds disagree."""
    types: dict[str, Any] = {RECORD: pa.string(), _OWNER: pa.string()}
    reserved = {RECORD, _OWNER, DESCRIPTION}
    for part in parts:
        for column, array in part.columns.items():
            here = column
            while here in reserved or types.get(here, array.type) != array.type:
                here = f"{part.name}.{here}"
            part.places[column] = here
            types[here] = array.type
    return types | {DESCRIPTION: pa.string()}


def _blocks(parts: list[_Part], schema: pa.Schema, told: str | None) -> Iterator[pa.RecordBatch]:
    if told is not None:
        yield _block({RECORD: pa.array(["log"]), DESCRIPTION: pa.array([told])}, schema)
    for part in parts:
        yield from part.cells(schema)


def _block(cells: Mapping[str, pa.Array], schema: pa.Schema) -> pa.RecordBatch:
    length = len(cells[RECORD])
    arrays = [
        _fitting(cells[f.name], f.type) if f.name in cells else pa.nulls(length, f.type) for f in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _fitting(array: pa.Array, kind: Any) -> pa.Array:
    return array if array.type == kind else stored.to_text(array)


def unstack(table: Table, told: str) -> EventLog:
    """Make the log that `stack` laid out.

    Parameters
    ----------
    table : rows as read, with or without that of the description.
    told : the description.

    Raises
    ------
    InputError
        When the table is not as it was written.
    """
    description = stored.read_description(told, table.file)
    try:
        places = {name: dict(json.loads(told)["places"][name]) for name in CORE}
        frames = _frames(table, description["frames"], places)
    except (KeyError, ValueError, TypeError, IndexError, OverflowError, pa.ArrowException) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{table.file}: the rows must be as they were written, but are damaged: {one_line(error)}."
        ) from error
    return stored.rebuild(frames, description["meta"], table.file)


def _frames(
    table: Table, kinds: Mapping[str, Mapping[str, str]], places: Mapping[str, Mapping[str, str]]
) -> dict[str, pd.DataFrame]:
    record = table.column(RECORD)
    of = {name: table.columns.filter(pc.equal(record, name)) for name in CORE}
    known = stored.from_text(of["applications"].column(_OWNER), "str")
    frames: dict[str, pd.DataFrame] = {}
    for name in CORE:
        columns = {c: _column(of[name].column(here), kinds[name][c]) for c, here in places[name].items()}
        if name == "applications":
            columns["application_id"] = known
        elif _OWNER in CORE[name]:
            owners = _column(of[name].column(_OWNER), "category")
            columns[_OWNER] = pd.Series(stored.owner_rows(owners, known, table.file))
        frames[name] = pd.DataFrame(columns)[list(kinds[name])]
    return frames


def _column(column: pa.ChunkedArray, dtype: str) -> "pd.Series[Any]":
    return stored.from_text(column, dtype) if is_text(column.type) else stored.from_arrow(column, dtype)
