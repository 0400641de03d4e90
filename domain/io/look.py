"""What a column looks like: whether its values repeat, read as times, vary within a case."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.instants import UNKNOWN, Micros
from domain.io.table import Table
from domain.io.times import parse_times, share_dated

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

_SAMPLE: Final = 2_000
_MOSTLY: Final = 0.9


def codes_of(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Number the values of a column in order of first appearance; null is -1.

    Returns
    -------
    The number of each row's value, and the values.
    """
    if pa.types.is_dictionary(column.type):
        array = column.unify_dictionaries().combine_chunks()
    else:
        array = column.combine_chunks().dictionary_encode()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.array([], column.type).dictionary_encode()
    return array.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), array.dictionary


def first_known(cases: Codes, known: npt.NDArray[np.bool_], length: int) -> Rows:
    """For each case, the first row in which something is known; -1 where it never is."""
    rows = np.flatnonzero(known & (cases >= 0))[::-1]
    first = np.full(length, -1, dtype=np.int64)
    first[cases[rows]] = rows
    return first


@dataclass(frozen=True, eq=False)
class Look:
    """A table looked at, column by column and only as far as asked."""

    table: Table
    _codes: dict[str, Codes] = field(default_factory=dict)

    @cached_property
    def times(self) -> list[str]:
        """Names of the columns that read as times."""
        return [name for name in self.table.names if self._reads_as_times(name)]

    def codes(self, name: str) -> Codes:
        """Number of each row's value; null is -1."""
        if name not in self._codes:
            self._codes[name] = codes_of(self.table.column(name))[0]
        return self._codes[name]

    def distinct(self, name: str) -> int:
        """Count the values of a column."""
        codes = self.codes(name)
        return len(pd.unique(codes[codes >= 0]))

    def is_constant(self, name: str) -> bool:
        """Tell whether a column says the same in every row, or nothing at all."""
        return self.distinct(name) + bool(self.table.column(name).null_count) <= 1

    def holds_within(self, name: str, cases: Codes) -> bool:
        """Tell whether a column never changes within a case, blanks aside."""
        codes = self.codes(name)
        first = first_known(cases, codes >= 0, int(cases.max(initial=-1)) + 1)
        known = (codes >= 0) & (cases >= 0)
        return bool((codes[known] == codes[first[cases[known]]]).all())

    def same(self, one: str, other: str) -> bool:
        """Tell whether two columns say the same in every row."""
        if not np.array_equal(self.codes(one), self.codes(other)):
            return False
        values, others = (codes_of(self.table.column(name))[1].cast(pa.string()) for name in (one, other))
        return bool(values.equals(others))

    def micros(self, name: str, day_first: bool | None = None) -> Micros:
        """Read a column of times, wall clock and UTC alike."""
        return parse_times(self.table.column(name), day_first).micros

    def _reads_as_times(self, name: str) -> bool:
        column = self.table.column(name)
        if pa.types.is_temporal(column.type):
            return True
        if not (pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)):
            return False
        sample = column.cast(pa.string()).drop_null().slice(0, _SAMPLE)
        if share_dated(sample) < _MOSTLY:
            return False
        known = parse_times(sample).micros != UNKNOWN
        return len(known) > 0 and float(known.mean()) >= _MOSTLY
