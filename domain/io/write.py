"""Writing a log as a file of any of the three formats."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io.table_writer import write_csv, write_parquet
from domain.io.whole import must_be_writable, written_whole
from domain.io.xes_writer import write_xes

_WRITERS: Final[Mapping[str, Callable[[EventLog, Path, str], None]]] = {
    ".csv": write_csv,
    ".csv.gz": partial(write_csv, packed=True),
    ".parquet": write_parquet,
    ".xes": write_xes,
    ".xes.gz": partial(write_xes, packed=True),
}


def write_log(log: EventLog, path: str | Path) -> None:
    """Write a log; `read_log` reads an equal one.

    Parameters
    ----------
    path : its ending chooses the format: .csv, .csv.gz, .parquet, .xes or .xes.gz. The file is there whole or
        not at all.

    Raises
    ------
    InputError
        When the ending is another, the folder cannot be written, or the format cannot hold the log.
    """
    path = Path(path)
    writer = writer_for(path)
    with written_whole(path) as draft:
        writer(log, draft, path.name)


def must_be_a_target(path: Path) -> None:
    """Raise InputError unless `write_log` can write there: asked before the work whose log it is to hold."""
    writer_for(path)
    must_be_writable(path)


def writer_for(path: Path) -> Callable[[EventLog, Path, str], None]:
    """Choose the writer by the ending of a file's name."""
    ending = next((e for e in sorted(_WRITERS, key=len, reverse=True) if path.name.lower().endswith(e)), None)
    if ending is None:
        raise InputError(
            f"{path.name}: the name of a log file must end in {', '.join(_WRITERS)}, got '{path.suffix}'."
        )
    return _WRITERS[ending]
