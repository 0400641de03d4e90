"""Reading CSV: encoding and delimiter found by looking, gzip or not, in blocks, cells as text."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from domain.errors import InputError
from domain.io.encoding import encoding_of
from domain.io.source import Bounded, Progress, one_line
from domain.io.stacked import is_stacked
from domain.io.table import Table

DELIMITERS = ",;\t|"
BLANKS = ("", " ", "NULL", "null", "NaN", "nan", "NaT", "N/A")
"""Cells that say nothing. Not "NA" or "None", which name regions and people in real registers."""

_BLOCK = 1 << 23
_FIRST_LINES = 1 << 18
_REPEATED = 0.5


def read_csv(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    lenient: bool = False,
    limit: int,
    progress: Progress | None = None,
    most: int | None = None,
) -> Table:
    """Read a CSV file, all cells as text, blank cells as null.

    Parameters
    ----------
    encoding, delimiter : found by looking at the file when not given.
    lenient : put rows with too many or too few cells into `torn` instead of refusing the file.
    limit : most bytes, after unpacking.
    most : stop after about so many rows, for a first look.

    Raises
    ------
    InputError
        When the file is not such text, has no header or no rows, names a column twice, or has a torn row.
    """
    codec = encoding or encoding_of(path, limit)
    start = _start(path, codec, limit)
    mark = delimiter or _delimiter_of(start)
    header = _header(path, start, mark)
    torn: list[tuple[int, str]] = []
    with _sentences(path), Bounded(path, limit, progress) as file:
        reader = arrow_csv.open_csv(
            file, **_options(codec, mark, header, _keeping(torn), [""] if is_stacked(header) else BLANKS)
        )
        columns = _collect(reader, most)
    numbers = _numbers(columns.num_rows, [number for number, _ in torn])
    if torn and not lenient:
        raise InputError(
            f"{path.name}, row {torn[0][0]}: a row must have {len(header)} cells, got {torn[0][1]!r:.80}."
        )
    if not columns.num_rows and not torn:
        raise InputError(
            f"{path.name}: a log must have rows below the header {', '.join(header)!r}, but has none."
        )
    return Table(path.name, columns, numbers, torn=tuple(torn))


def _start(path: Path, codec: str, limit: int) -> str:
    with Bounded(path, limit) as file:
        raw = file.read(_FIRST_LINES)
    try:
        return io.TextIOWrapper(io.BytesIO(raw), codec, errors="ignore", newline="").read()
    except LookupError as error:
        raise InputError(f"{path.name}: encoding must be one that Python knows, got {codec!r}.") from error


def _delimiter_of(start: str) -> str:
    """The mark that splits the header into most cells, and first rows into as many each."""
    lines = start.splitlines()[:20] or [""]
    return max(DELIMITERS, key=lambda mark: (_cells(lines[0], mark), _is_even(lines[:-1], mark)))


def _cells(line: str, mark: str) -> int:
    return line.count(mark)


def _is_even(lines: list[str], mark: str) -> bool:
    return len({_cells(line, mark) for line in lines}) == 1


def _header(path: Path, start: str, mark: str) -> list[str]:
    try:
        header = [
            name.strip() for name in next(csv.reader(io.StringIO(start, newline=""), delimiter=mark), [])
        ]
    except csv.Error as error:
        raise InputError(
            f"{path.name}: the header must be a row of names, but does not read as CSV: {one_line(error)}."
        ) from error
    doubles = sorted({name for name in header if header.count(name) > 1})
    if doubles:
        raise InputError(f"{path.name}: a column must be named once in the header, got {doubles[0]!r} twice.")
    if not any(header):
        raise InputError(f"{path.name}: the first row must name the columns, but is blank.")
    return header


def _options(
    codec: str, mark: str, header: list[str], on_torn: Callable[[Any], str], blanks: Sequence[str]
) -> dict[str, Any]:
    return {
        "read_options": arrow_csv.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=header, skip_rows_after_names=1, encoding=codec
        ),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=mark, newlines_in_values=True, invalid_row_handler=on_torn, ignore_empty_lines=True
        ),
        "convert_options": arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in header},
            null_values=list(blanks),
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    }


def _keeping(torn: list[tuple[int, str]]) -> Callable[[Any], str]:
    def keep(row: Any) -> str:
        torn.append((int(row.number or 0), str(row.text)))
        return "skip"

    return keep


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as error:
        raise InputError(f"{path.name}: the file must read as CSV: {one_line(error)}.") from error
    except UnicodeError as error:
        raise InputError(f"{path.name}: the text must fit its encoding: {one_line(error)}.") from error


def _collect(reader: Any, most: int | None) -> pa.Table:
    """All blocks as one table; columns whose cells repeat are stored once per value."""
    blocks: list[pa.RecordBatch] = []
    rows = 0
    repeated: list[bool] = []
    for block in reader:
        repeated = repeated or [_repeats(column) for column in block.columns]
        blocks.append(_shrunk(block, repeated))
        rows += block.num_rows
        if most is not None and rows >= most:
            break
    schema = blocks[0].schema if blocks else reader.schema
    return pa.Table.from_batches(blocks, schema).unify_dictionaries()


def _repeats(column: pa.Array) -> bool:
    return len(column) > 0 and len(pc.unique(column)) <= _REPEATED * len(column)


def _shrunk(block: pa.RecordBatch, repeated: list[bool]) -> pa.RecordBatch:
    columns = [
        c.dictionary_encode() if again else c for c, again in zip(block.columns, repeated, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=block.schema.names)


def _numbers(rows: int, torn: list[int]) -> Any:
    """Row numbers as a spreadsheet shows them: the header is row 1; torn rows keep their place."""
    whole = np.ones(rows + len(torn) + 2, dtype=bool)
    whole[[0, 1, *torn]] = False
    return np.flatnonzero(whole)
