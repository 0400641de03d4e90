"""Rows of text on their way from a stream into columns."""

from itertools import chain
from typing import Final

import pyarrow as pa

from domain.errors import InputError

_BATCH: Final = 50_000
_MOST_COLUMNS: Final = 2_000


class Rows:
    """Rows as they come, turned into columns batch by batch so that memory stays near theirs."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._pending: list[dict[str, str]] = []
        self._repeats: dict[str, bool] = {}
        self._batches: list[pa.Table] = []

    def add(self, row: dict[str, str]) -> None:
        """Take one more row."""
        self._pending.append(row)
        if len(self._pending) >= _BATCH:
            self._flush()

    def columns(self) -> pa.Table:
        """All rows; an attribute a row lacks is null."""
        self._flush()
        return pa.concat_tables(self._batches, promote_options="default").unify_dictionaries()

    def _flush(self) -> None:
        keys = dict.fromkeys(chain.from_iterable(self._pending))
        if len(keys) > _MOST_COLUMNS:
            raise InputError(
                f"{self._file}: a log must have at most {_MOST_COLUMNS:,} attributes, got {len(keys):,}."
            )
        self._batches.append(pa.table({key: self._column(key) for key in keys}))
        self._pending = []

    def _column(self, key: str) -> pa.Array:
        """One attribute of the pending rows; one whose values repeat at first is stored once per value."""
        column = pa.array([row.get(key) for row in self._pending], pa.string())
        coded = column.dictionary_encode()
        repeats = self._repeats.setdefault(key, 2 * len(coded.dictionary) <= len(column))
        return coded if repeats else column
