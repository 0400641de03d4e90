"""``python -m models predict LOG --at TIME --model DIR``: risk, dates and reasons of open applications."""

import argparse
import json
from typing import Any

import pandas as pd

from domain.command_line import instant_of
from domain.errors import must
from models.catching_up import caught_up
from models.commands import add_command, add_log, add_model, in_local_time, log_of, say
from models.predicting import EXPLAINED, doubts, predict
from models.promise_moves import promise_moves
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
_MOVED = ["moved_hours", "moved_reason"]
"""Shown beside them where it is asked how promises moved."""


def add_predict(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "predict", _predict, "predict the applications open at an instant")
    add_log(command, terms=False)
    command.add_argument("--at", metavar="TIME", required=True, help="what was known then is used")
    add_model(command)
    command.add_argument("--since", metavar="TIME", help="tell also how the promises moved since, and why")
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
    now = caught_up(model, log, at)
    frame = predict(now, log, at, explained=chosen.explained)
    if chosen.since is not None:
        since = instant_of(chosen.since, log.time_zone, "--since")
        frame = _with_moves(frame, promise_moves(now, log, since, at))
    notes = doubts(model, log, at)
    for note in notes:
        say(note)
    if chosen.json:
        rows = json.loads(frame.to_json(orient="records", date_format="iso"))
        print(json.dumps({"at": at.isoformat(), "notes": notes, "applications": rows}, ensure_ascii=False))
    else:
        print(_table(frame, log.time_zone, chosen.most))


def _with_moves(frame: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """Add how the promises moved; unknown where an application has been submitted since."""
    added = moves.drop(columns="promise_at").rename(columns={"reason": _MOVED[1]})
    return frame.merge(added, on="application_id", how="left", validate="one_to_one")


def _table(frame: pd.DataFrame, zone: str, most: int) -> str:
    """Show the highest risk first, in local time."""
    if frame.empty:
        return "No application is open."
    shown = [*_SHOWN, *(name for name in _MOVED if name in frame)]
    first = frame.sort_values(["risk", "p90_at"], ascending=False, kind="stable").head(most)[shown]
    local = in_local_time(first, zone)
    return local.to_string(index=False, na_rep="-", float_format=lambda value: f"{value:.2f}")
