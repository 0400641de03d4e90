"""Reading a log file of any of the three formats."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io.assemble import assemble
from domain.io.clock import read_clock
from domain.io.csv_reader import read_csv
from domain.io.guess import guess
from domain.io.mapping import LogMapping
from domain.io.parquet_reader import read_parquet
from domain.io.setting_aside import aside_path, set_aside
from domain.io.source import LIMIT_BYTES, Progress, format_of
from domain.io.stacked import DESCRIPTION, RECORD, is_stacked, unstack
from domain.io.stored import KEY
from domain.io.table import Table
from domain.io.xes_log import is_ours, rebuild_xes
from domain.io.xes_reader import read_xes

_FIRST_LOOK = 50_000


@dataclass(frozen=True, eq=False)
class ReadResult:
    """A log and how it was read.

    Attributes
    ----------
    events : rows of the file that are work; visits, for a log this product wrote.
    mapping : what the columns were taken as; None for a log this product wrote, which says so itself.
    guessed : what was guessed or is worth knowing, one sentence each.
    set_aside : number of rows left out, and where they are.
    """

    log: EventLog
    events: int
    mapping: LogMapping | None
    guessed: list[str]
    set_aside: int = 0
    set_aside_path: Path | None = None


def read_log(
    path: str | Path,
    mapping: LogMapping | str | Path | None = None,
    *,
    at: datetime | None = None,
    lenient: bool = False,
    aside: Path | None = None,
    progress: Progress | None = None,
    limit: int = LIMIT_BYTES,
) -> ReadResult:
    """Read a log file.

    Parameters
    ----------
    path : CSV, Parquet or XES, packed with gzip or not; the content decides, not the name.
    mapping : what the columns mean, or the file that says so; guessed when not given.
    at : show the log as it was known at this instant; the whole of it when not given.
    lenient : set rows that break a rule aside instead of refusing the file.
    aside : where to; beside the input when not given.
    progress : called with the share of the file read so far.
    limit : most bytes read, after unpacking.

    Raises
    ------
    InputError
        When the file cannot be read as a log; the sentence says where and why.
    """
    path = Path(path)
    chosen = mapping if isinstance(mapping, LogMapping) or mapping is None else LogMapping.load(Path(mapping))
    table = read_table(path, chosen, lenient=lenient, progress=progress, limit=limit)
    result = _ours(table) or _foreign(table, chosen, lenient=lenient, aside=aside or aside_path(path))
    return result if at is None else replace(result, log=result.log.as_of(at))


def guess_mapping(path: str | Path, *, limit: int = LIMIT_BYTES) -> tuple[LogMapping, list[str]]:
    """Propose a mapping from the first rows of a file, and say what was guessed.

    Raises
    ------
    InputError
        When the file cannot be read, or was written by this product and needs no mapping.
    """
    table = read_table(Path(path), None, limit=limit, most=_FIRST_LOOK)
    if _told(table) is not None or is_ours(table):
        raise InputError(f"{table.file}: a log written by this product needs no mapping.")
    mapping, notes = guess(table)
    return mapping, [*table.notes, *notes, *read_clock(table, mapping).notes]


def read_table(
    path: Path,
    mapping: LogMapping | None,
    *,
    lenient: bool = False,
    progress: Progress | None = None,
    limit: int = LIMIT_BYTES,
    most: int | None = None,
) -> Table:
    """Read the rows of a file of any of the formats; see the readers for the parameters."""
    match format_of(path):
        case "parquet":
            return read_parquet(path, limit=limit, progress=progress, most=most)
        case "xes":
            return read_xes(path, limit=limit, progress=progress, most=most)
    encoding, delimiter = (mapping.encoding, mapping.delimiter) if mapping else (None, None)
    return read_csv(
        path,
        encoding=encoding,
        delimiter=delimiter,
        lenient=lenient,
        limit=limit,
        progress=progress,
        most=most,
    )


def _ours(table: Table) -> ReadResult | None:
    """Read a log this product wrote."""
    told = _told(table)
    if told is None and not is_ours(table):
        return None
    log = rebuild_xes(table) if told is None else unstack(table, told)
    return ReadResult(log, len(log.visits), None, [])


def _told(table: Table) -> str | None:
    """The description of a stacked log: of the Parquet file, or in the first row of a CSV file."""
    if not is_stacked(table.names):
        return None
    if KEY in table.description:
        return table.description[KEY]
    first = table.columns.slice(0, 1).select([RECORD, DESCRIPTION])
    cells = [column.cast(pa.string())[0].as_py() for column in first.columns] if len(table) else [None, None]
    return str(cells[1]) if cells[0] == "log" and cells[1] is not None else None


def _foreign(table: Table, mapping: LogMapping | None, *, lenient: bool, aside: Path) -> ReadResult:
    chosen, notes = (mapping, []) if mapping else guess(table)
    made = assemble(table, chosen, lenient=lenient)
    number = set_aside(table, made.aside, aside)
    said = [*table.notes, *notes, *made.notes]
    return ReadResult(made.log, made.events, chosen, said, number, aside if number else None)
