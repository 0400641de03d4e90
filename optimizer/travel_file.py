"""Travel from a file: a square table of minutes, with names of places along both sides."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import InputError, must, nearest
from domain.io.csv_reader import read_csv
from domain.io.source import LIMIT_BYTES
from optimizer.json_text import read_json
from optimizer.problem import Travel
from optimizer.travel import label
from optimizer.visit import Place

Floats = NDArray[np.float64]


def read_travel(path: Path, places: Iterable[Place]) -> Travel:
    """Travel between places, from a table that knows them by their names or else by "latitude,longitude".

    Parameters
    ----------
    path : CSV, a row for each place: its name, then the minutes to every place named in the header; or JSON,
        {"places": names, "minutes": rows, "km": rows}, km may be left out and is then 0.
    places : wanted; the table may hold more.

    Raises
    ------
    InputError : a table that is not square, an entry below 0 or none, or a place it does not hold.
    """
    known = tuple(dict.fromkeys(places))
    names, tables = _of_json(path) if path.suffix.lower() == ".json" else _of_csv(path)
    for name, table in tables.items():
        _must_be_ways(table, names, f"{path.name}: {name}")
    rows = [_row(place, names, path) for place in known]
    cut = {name: table[np.ix_(rows, rows)] for name, table in tables.items()}
    return Travel(known, cut["minutes"], cut.get("km", np.zeros((len(known),) * 2)))


def _of_csv(path: Path) -> tuple[list[str], dict[str, Floats]]:
    columns = read_csv(path, limit=LIMIT_BYTES).columns
    _, *names = columns.column_names
    down, *cells = (column.to_pylist() for column in columns.columns)
    for row, (beside, above) in enumerate(zip(down, names, strict=False), start=1):
        where = f"{path.name}: row {row}"
        must(beside == above, f"{where} must be of {above!r}, in the order of the header, got {beside!r}.")
    _must_be_square(len(down), len(names), path.name)
    rows = [[_number(cell) for cell in row] for row in zip(*cells, strict=True)]
    return names, {"minutes": np.array(rows, dtype=np.float64)}


def _of_json(path: Path) -> tuple[list[str], dict[str, Floats]]:
    data = read_json(path)
    must(isinstance(data, Mapping), f"{path.name} must hold keys and values, got {type(data).__name__}.")
    for key in ("places", "minutes"):
        must(
            isinstance(data.get(key), list), f"{path.name}: {key} must be a list, got {data.get(key)!s:.60}."
        )
    names = [str(name) for name in data["places"]]
    return names, {key: _table(data[key], names, path) for key in ("minutes", "km") if key in data}


def _must_be_square(rows: int, columns: int, where: str) -> None:
    """Refuse a table of another shape."""
    must(rows == columns, f"{where}: a table of travel must be square, got {rows} rows by {columns} columns.")


def _table(rows: Any, names: Sequence[str], path: Path) -> Floats:
    _must_be_square(len(rows), len(names), path.name)
    for number, row in enumerate(rows, start=1):
        wide = len(row) if isinstance(row, list) else 0
        where = f"{path.name}: row {number}"
        must(wide == len(names), f"{where} of a square table must have {len(names)} cells, got {wide}.")
    return np.array([[_number(cell) for cell in row] for row in rows], dtype=np.float64)


def _number(cell: Any) -> float:
    """A number; NaN, which is refused with its place, where there is none."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return float("nan")


def _must_be_ways(table: Floats, names: Sequence[str], where: str) -> None:
    for row, column in np.argwhere(~(np.isfinite(table) & (table >= 0)))[:1].tolist():
        cell = f"row {row + 1} ({names[row]!r}), column {column + 1} ({names[column]!r})"
        raise InputError(f"{where}: {cell} must be a number, at least 0, got {table[row, column]:g}.")


def _row(place: Place, names: Sequence[str], path: Path) -> int:
    name = label(place)
    must(name in names, f"{path.name} must hold the place {name!r}, but does not{nearest(name, names)}.")
    return names.index(name)
