"""Plans as files: JSON, crew -> its visits in order, or CSV, a row a visit."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.errors import InputError, must
from domain.io.csv_reader import read_csv
from domain.io.source import LIMIT_BYTES
from domain.plan import Plan
from optimizer.json_text import read_json

COLUMNS = ("crew", "application", "number", "stage", "starts_at")


def read_plan(path: Path) -> Plan:
    """The plan of a file; of JSON that `plan --json` wrote, its "plan".

    Raises
    ------
    InputError : no plan, or one that nobody could follow.
    """
    if path.suffix.lower() == ".json":
        data = read_json(path)
        must(isinstance(data, Mapping), f"{path.name}: a plan must hold crews and their visits.")
        return _plan(data["plan"] if isinstance(data.get("plan"), Mapping) else data, path)
    return _plan(_by_crew(path), path)


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for one in plan.assignments:
            rows.writerow([one.crew, one.application, one.number, one.stage, one.starts_at.isoformat()])


def _plan(data: Mapping[str, Any], path: Path) -> Plan:
    try:
        return Plan.from_mapping(data)
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from error
    except (AttributeError, TypeError) as error:
        raise InputError(f"{path.name}: a plan must hold crews and their visits, in lists.") from error


def _by_crew(path: Path) -> dict[str, list[dict[str, Any]]]:
    table = read_csv(path, limit=LIMIT_BYTES)
    for name in COLUMNS:
        must(name in table.names, f"{path.name} must have the column {name!r}, got {', '.join(table.names)}.")
    found: dict[str, list[dict[str, Any]]] = {}
    for number, row in zip(table.numbers.tolist(), table.columns.select(COLUMNS).to_pylist(), strict=True):
        for name in COLUMNS:
            must(row[name] is not None, f"{path.name}: row {number}: {name} must be given.")
        of = str(row.pop("number"))
        must(of.isdecimal(), f"{path.name}: row {number}: number must be a whole number, got {of!r}.")
        found.setdefault(row.pop("crew"), []).append({**row, "number": int(of)})
    return found
