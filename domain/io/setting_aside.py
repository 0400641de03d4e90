"""The rows that a lenient reading leaves out, kept in a file beside the input with the reason of each."""

import csv
from pathlib import Path

import pyarrow as pa

from domain.io.table import Table
from domain.io.whole import written_whole


def aside_path(path: Path) -> Path:
    """Name the file beside the input: log.csv.gz -> log.set_aside.csv."""
    stem = path.name.removesuffix(".gz")
    return path.with_name(f"{Path(stem).stem}.set_aside.csv")


def set_aside(table: Table, reasons: dict[int, str], path: Path) -> int:
    """Write rows with their number and the reason, and say how many.

    Parameters
    ----------
    reasons : row of the table -> why it is left out; torn rows are added.
    path : file to write; nothing is written where nothing is set aside.
    """
    rows = sorted(reasons)
    if not rows and not table.torn:
        return 0
    cells = table.columns.take(pa.array(rows, pa.int64())).to_pylist()
    with written_whole(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([table.unit, "reason", *table.names])
        for row, told in zip(rows, cells, strict=True):
            writer.writerow([table.numbers[row], reasons[row], *told.values()])
        for number, text in table.torn:
            writer.writerow([number, "the row must have as many cells as the header", text])
    return len(rows) + len(table.torn)
