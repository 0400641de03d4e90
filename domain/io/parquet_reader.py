"""Reading Parquet, row group by row group."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from domain.errors import InputError
from domain.io.source import Progress, one_line
from domain.io.table import Table


def read_parquet(
    path: Path, *, limit: int, progress: Progress | None = None, most: int | None = None
) -> Table:
    """Read a Parquet file; columns keep the kinds the file states.

    Parameters
    ----------
    limit : most bytes, after unpacking.
    most : stop after about so many rows, for a first look.

    Raises
    ------
    InputError
        When the file is damaged or cut off, nested, too large, or names a column twice.
    """
    with _sentences(path), pq.ParquetFile(path) as file:
        _must_fit(path, file, limit)
        columns = _read(file, progress, most)
    doubles = sorted({name for name in columns.column_names if columns.column_names.count(name) > 1})
    if doubles:
        raise InputError(f"{path.name}: a column must be named once, got {doubles[0]!r} twice.")
    told = {
        key.decode(errors="replace"): value.decode(errors="replace")
        for key, value in (columns.schema.metadata or {}).items()
    }
    return Table(path.name, columns, np.arange(1, columns.num_rows + 1, dtype=np.int64), description=told)


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        raise InputError(f"{path.name}: the file must be whole Parquet, but: {one_line(error)}.") from error


def _must_fit(path: Path, file: Any, limit: int) -> None:
    groups = (file.metadata.row_group(group) for group in range(file.metadata.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    if not 0 <= size <= limit:
        raise InputError(
            f"{path.name}: it must unpack to at most {limit:,} bytes, got {size:,}; split it by period."
        )
    nested = [f.name for f in file.schema_arrow if pa.types.is_nested(f.type)]
    if nested:
        raise InputError(f"{path.name}: columns must hold plain values, but '{nested[0]}' is nested.")


def _read(file: Any, progress: Progress | None, most: int | None) -> pa.Table:
    groups, rows = [], 0
    for group in range(file.metadata.num_row_groups):
        groups.append(file.read_row_group(group))
        rows += groups[-1].num_rows
        if progress:
            progress((group + 1) / file.metadata.num_row_groups)
        if most is not None and rows >= most:
            break
    table = pa.concat_tables(groups) if groups else file.schema_arrow.empty_table()
    table.validate(full=True)
    return table.unify_dictionaries()
