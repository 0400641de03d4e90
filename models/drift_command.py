"""``python -m models drift LOG --model DIR``: whether a model still fits what has come since its training."""

import argparse
import json
from typing import Any

from models.commands import add_command, add_log, add_model, log_of, say
from models.drift import Drift, drift
from models.registry import load

_SHOWN = 10


def add_drift(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "drift", _drift, "tell whether a model still fits what has come since")
    add_log(command, terms=False)
    add_model(command)
    command.add_argument("--json", action="store_true", help="print JSON")


def _drift(chosen: argparse.Namespace) -> None:
    stored = load(chosen.model)
    found = drift(stored.model, log_of(chosen.log, chosen.map))
    print(json.dumps(_as_data(found), ensure_ascii=False) if chosen.json else _table(found))
    for alert in found.alerts:
        say(alert)
    if found.alerts:
        say(f"The model should be trained again: {stored.command}")


def _as_data(found: Drift) -> dict[str, Any]:
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "applications": found.applications,
        "features": json.loads(found.features.to_json(orient="records")),
        "months": json.loads(found.months.to_json(orient="records", date_format="iso")),
        "alerts": list(found.alerts),
    }


def _table(found: Drift) -> str:
    months = found.months.assign(month=found.months["month"].dt.strftime("%Y-%m-%d"))
    parts = [
        f"{found.applications:,} applications seen from {found.since.isoformat()} to "
        f"{found.until.isoformat()}",
        found.features.head(_SHOWN).to_string(index=False, float_format=lambda value: f"{value:.3f}"),
        months.to_string(index=False, float_format=lambda value: f"{value:.3f}"),
        f"{len(found.alerts)} alerts",
    ]
    return "\n\n".join(parts)
