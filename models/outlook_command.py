"""``python -m models outlook LOG``: what is foretold of a log, and what that would have been worth before."""

import argparse
import json
from typing import Any

import pandas as pd

from domain.errors import must
from models.alarms import Costs
from models.commands import add_command, add_log, log_of, say, terms_of
from models.hindsight import Hindsight
from models.hourly_lists import by_capacity, by_threshold, told_ahead
from models.outlook import WHOLE, Outlook, outlook
from models.outlook_frames import listed

CAPACITIES = (1, 2, 5, 10, 20)
"""Looks an hour that are compared."""

_SHOWN = ["application_id", "type", "due_at", "risk", "stage_risk", "promise_from", "promise_at"]


def add_outlook(commands: Any) -> None:
    """Add the command."""
    text = "predict what is open, and judge alarms of the last part of a log hour by hour"
    command = add_command(commands, "outlook", _outlook, text)
    add_log(command)
    add = command.add_argument
    add("--missed", type=float, default=10, metavar="COST", help="of a missed promise (default 10)")
    add("--false-alarm", type=float, default=1, metavar="COST", help="of a false alarm (default 1)")
    add("--capacity", type=int, default=5, metavar="N", help="looks an hour (default 5)")
    add("--seed", type=int, default=0, metavar="N", help="of the learners (default 0)")
    add("--json", action="store_true", help="print JSON")


def _outlook(chosen: argparse.Namespace) -> None:
    must(chosen.capacity >= 1, f"--capacity must be at least 1, got {chosen.capacity}.")
    costs = Costs(chosen.missed, chosen.false_alarm)
    log = log_of(chosen.log, chosen.map)
    found = outlook(log, terms_of(chosen.terms, log), chosen.seed)
    for note in found.notes:
        say(note)
    told = {kind: _frames(past, costs, chosen.capacity) for kind, past in found.past.items()}
    if chosen.json:
        print(json.dumps(_as_data(found, told), ensure_ascii=False))
    else:
        print(_table(found, told))


def _frames(past: Hindsight, costs: Costs, capacity: int) -> dict[str, pd.DataFrame]:
    return {
        "calibration": past.calibration(),
        "by_capacity": by_capacity(past.hours, costs, CAPACITIES),
        "by_threshold": by_threshold(past.hours, costs, capacity),
        "told_ahead": told_ahead(past.hours, costs, capacity),
    }


def _as_data(found: Outlook, told: dict[str, dict[str, pd.DataFrame]]) -> dict[str, Any]:
    past = {
        kind: {
            "promises": found.past[kind].promises,
            "missed": found.past[kind].missed,
            **dict(zip(("brier", "brier_rate_rule"), found.past[kind].brier(), strict=True)),
            **{name: json.loads(frame.to_json(orient="records")) for name, frame in frames.items()},
        }
        for kind, frames in told.items()
    }
    return {
        "at": found.at.isoformat(),
        "applications": json.loads(found.open.to_json(orient="records", date_format="iso")),
        "past": past,
        "alerts": list(found.drift.alerts) if found.drift else None,
        "notes": list(found.notes),
    }


def _table(found: Outlook, told: dict[str, dict[str, pd.DataFrame]]) -> str:
    parts = [f"{len(found.open):,} applications open at {found.at.isoformat()}"]
    parts.append(listed(found, WHOLE)[_SHOWN].head(20).to_string(index=False, na_rep="-"))
    for kind, frames in told.items():
        past = found.past[kind]
        model, rule = past.brier()
        parts.append(
            f"deadlines of {kind}s since {past.since.isoformat()}: {past.promises:,}, of which "
            f"{past.missed:,} were missed; Brier {model:.3f} (rate of the type {rule:.3f})"
        )
        parts += [
            f"{name}\n{frame.to_string(index=False, na_rep='-', float_format=lambda value: f'{value:.3f}')}"
            for name, frame in frames.items()
        ]
    return "\n\n".join(parts)
