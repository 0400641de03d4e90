"""Log files: CSV, Parquet and XES, read with a mapping, given or guessed, and written to read back equal."""

from domain.io.mapping import LogMapping
from domain.io.read import ReadResult, guess_mapping, read_log
from domain.io.write import write_log

__all__ = ["LogMapping", "ReadResult", "guess_mapping", "read_log", "write_log"]
