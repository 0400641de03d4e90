"""The rows of a log file before they mean anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.errors import InputError, nearest

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length, text unless the file itself says what they are.

    Parameters
    ----------
    file : name of the file, for messages.
    columns : Arrow columns, no null values other than what the file leaves blank.
    numbers : shape (n,); number of each row in the file, as a reader of the file counts.
    unit : what a row is called in messages: "row" or "event".
    torn : rows that do not fit the columns, (number, text): only where the reader was told to be lenient.
    activity_keys : columns that name the activity where the file says so (the first classifier of an XES
        log).
    description : what the file says of itself, apart from its rows.
    notes : what is worth knowing of how the file was read, one sentence each.
    traces : one row per case, for files that tell cases apart from events, and per row the place of its case
        there.
    """

    file: str
    columns: pa.Table
    numbers: Rows
    unit: str = "row"
    torn: tuple[tuple[int, str], ...] = ()
    activity_keys: tuple[str, ...] = ()
    description: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    traces: pa.Table = field(default_factory=lambda: pa.table({}))
    trace_of: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __len__(self) -> int:
        return int(self.columns.num_rows)

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(self.columns.column_names)

    def column(self, name: str) -> pa.ChunkedArray:
        """Give a column, or say which name comes nearest."""
        if name not in self.names:
            raise InputError(
                f"{self.file}: column {name!r} of the mapping must be in the file"
                f"{nearest(name, self.names) or self._all_names()}."
            )
        return self.columns.column(name)

    def _all_names(self) -> str:
        return f" (columns: {', '.join(self.names)})"

    def place(self, row: int) -> str:
        """Say where a row is, for the start of a message."""
        return f"{self.file}, {self.unit} {self.numbers[row]}"

    def only(self, keep: npt.NDArray[np.bool_]) -> Self:
        """Keep some rows; they keep their numbers."""
        if keep.all():
            return self
        return replace(self, columns=self.columns.filter(pa.array(keep)), numbers=self.numbers[keep])
