"""Writing a log as CSV or Parquet."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow import parquet as pq

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io.stacked import stack
from domain.io.whole import opened


def write_csv(log: EventLog, path: Path, file: str, *, packed: bool = False) -> None:
    """Write a log as CSV in UTF-8; unknown is an empty cell, empty text is quoted.

    Parameters
    ----------
    path : where to write.
    file : name of the file in messages.
    packed : compress with gzip.
    """
    schema, blocks = stack(log, file, as_text=True)
    options = arrow_csv.WriteOptions(quoting_style="needed")
    with (
        opened(path, packed=packed) as sink,
        arrow_csv.CSVWriter(sink, schema, write_options=options) as writer,
    ):
        for block in blocks:
            _must_be_text(block, file)
            writer.write_batch(block)


def write_parquet(log: EventLog, path: Path, file: str) -> None:
    """Write a log as Parquet, columns in their kinds."""
    schema, blocks = stack(log, file, as_text=False)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in blocks:
            writer.write_batch(block)


def _must_be_text(block: pa.RecordBatch, file: str) -> None:
    for name, column in zip(block.schema.names, block.columns, strict=True):
        if pc.any(pc.match_substring(column, "\0")).as_py():
            raise InputError(
                f"{file}: text in CSV must not hold the character zero, but '{name}' does; use Parquet."
            )
