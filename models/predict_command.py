"""``python -m models predict LOG --at TIME --model DIR``: risk, dates and reasons of open applications."""

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd

from domain.command_line import instant_of
from domain.errors import must
from models.catching_up import caught_up
from models.commands import add_command, add_log, log_of, say
from models.predicting import EXPLAINED, doubts, predict
from models.registry import load

_SHOWN = [
    "application_id",
    "type",
    "due_at",
    "risk",
    "stage_risk",
    "promise_from",
    "promise_at",
    "risk_reason",
]


def add_predict(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "predict", _predict, "predict the applications open at an instant")
    add_log(command, terms=False)
    command.add_argument("--at", metavar="TIME", required=True, help="what was known then is used")
    command.add_argument("--model", metavar="DIR", type=Path, required=True, help="folder of a model")
    command.add_argument("--most", type=int, default=20, metavar="N", help="rows of the table (default 20)")
    text = f"applications whose reasons are told, the highest risk first (default {EXPLAINED})"
    command.add_argument("--explained", type=int, default=EXPLAINED, metavar="N", help=text)
    command.add_argument("--json", action="store_true", help="print JSON, of all open applications")


def _predict(chosen: argparse.Namespace) -> None:
    for option in ("most", "explained"):
        value = getattr(chosen, option)
        must(value >= 0, f"--{option} must be at least 0, got {value}.")
    model = load(chosen.model).model
    log = log_of(chosen.log, chosen.map)
    at = instant_of(chosen.at, log.time_zone)
    frame = predict(caught_up(model, log, at), log, at, explained=chosen.explained)
    notes = doubts(model, log, at)
    for note in notes:
        say(note)
    if chosen.json:
        rows = json.loads(frame.to_json(orient="records", date_format="iso"))
        print(json.dumps({"at": at.isoformat(), "notes": notes, "applications": rows}, ensure_ascii=False))
    else:
        print(_table(frame, log.time_zone, chosen.most))


def _table(frame: pd.DataFrame, zone: str, most: int) -> str:
    """Show the highest risk first, in local time."""
    if frame.empty:
        return "No application is open."
    first = frame.sort_values(["risk", "p90_at"], ascending=False, kind="stable").head(most)[_SHOWN]
    instants = [name for name in _SHOWN if isinstance(first[name].dtype, pd.DatetimeTZDtype)]
    local = {name: first[name].dt.tz_convert(zone).dt.strftime("%Y-%m-%d %H:%M") for name in instants}
    return first.assign(**local).to_string(index=False, na_rep="-", float_format=lambda value: f"{value:.2f}")
