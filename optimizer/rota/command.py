"""``python -m optimizer rota FILE``: make the rota that a file asks for."""

import argparse
import json
import sys
from pathlib import Path

from domain.errors import must
from domain.yaml_text import read_yaml
from optimizer.rota.plan import Rota, plan_rota
from optimizer.rota.task import RotaTask, rota_schema, rota_task


def add_rota(command: argparse.ArgumentParser) -> None:
    """Add what `rota` may be told."""
    command.set_defaults(act=_rota)
    add = command.add_argument
    add("file", type=Path, nargs="?", metavar="FILE", help="what is required, in JSON or YAML; see --schema")
    add("--seed", type=int, default=1, metavar="N", help="of the search (default 1)")
    add("--effort", type=float, default=10.0, metavar="N", help="about seconds, but repeatable (default 10)")
    add("--json", action="store_true", help="for machines")
    add("--schema", action="store_true", help="print the JSON Schema of FILE")


def _rota(options: argparse.Namespace) -> None:
    if options.schema:
        print(json.dumps(rota_schema(), indent=2))
        return
    must(options.file is not None, "rota: FILE must be given, or --schema.")
    must(options.effort > 0, f"rota: --effort must be above 0, got {options.effort}.")
    task = read_rota(options.file)
    rota = plan_rota(task, options.seed, options.effort)
    print(json.dumps(rota.to_mapping(), indent=2, ensure_ascii=False) if options.json else _table(task, rota))
    if rota.unmet and not options.json:
        print(_unmet(rota), file=sys.stderr)


def read_rota(path: Path) -> RotaTask:
    """The task of a file.

    Raises
    ------
    InputError : no such file, or a task that breaks a rule; a sentence.
    """
    where = f"Rota file {path.name!r}"
    return rota_task(read_yaml(path, where), where)


def _table(task: RotaTask, rota: Rota) -> str:
    """A row a crew, a column a day."""
    days = [task.date_of(number) for number in range(task.days)]
    on = {(duty.crew, duty.day): f"{duty.shift}:{duty.skill}" for duty in rota.duties}
    rows = [["crew", *(f"{day:%a %d}" for day in days), "hours"]]
    rows += [
        [crew.name, *(on.get((crew.name, day), "-") for day in days), f"{rota.hours[crew.name]:g}"]
        for crew in task.crews
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _unmet(rota: Rota) -> str:
    missing = (f"{one.day} {one.shift} {one.skill}: {one.crews}" for one in rota.unmet)
    return f"Crews missing, {rota.status.value}:\n" + "\n".join(missing)
