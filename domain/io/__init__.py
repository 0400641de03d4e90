"""Log files: reading CSV, Parquet and XES with a mapping, given or guessed, and writing them so that they
read back.
"""

from domain.io.mapping import LogMapping
from domain.io.read import ReadResult, guess_mapping, read_log
from domain.io.write import write_log

__all__ = ["LogMapping", "ReadResult", "guess_mapping", "read_log", "write_log"]
