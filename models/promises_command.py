"""``python -m models promises LOG APPLICATION --model DIR``: the dates told for one application."""

import argparse
import json
from typing import Any

import pandas as pd

from domain.eventlog import EventLog
from models.catching_up import caught_up
from models.commands import add_command, add_log, add_model, in_local_time, log_of, say
from models.dates_told import dates_told, moved_by
from models.predicting import doubts, row_of
from models.registry import load
from models.trained import TrainedModel

_HOURS_TO_NAME = 0.05
"""A group that moved a date by less is left out of the table, which shows tenths; JSON has all."""


def add_promises(commands: Any) -> None:
    """Add the command."""
    text = "list the dates told for one application, and what moved them"
    command = add_command(commands, "promises", _promises, text)
    add_log(command, terms=False)
    command.add_argument("application", metavar="APPLICATION", help="its id in the log")
    add_model(command)
    command.add_argument("--json", action="store_true", help="print JSON")


def _promises(chosen: argparse.Namespace) -> None:
    model = load(chosen.model).model
    log = log_of(chosen.log, chosen.map)
    began = log.applications["submitted_at"].iloc[row_of(log, chosen.application)]
    # Its levels are those known when the application began: nothing that came later moves what was told.
    told = dates_told(caught_up(model, log, began), log, chosen.application)
    notes = [*doubts(model, log, log.observed_until), *_hindsight(model, chosen.application, began)]
    for note in notes:
        say(note)
    if chosen.json:
        dates = [_as_data(row) for _, row in told.iterrows()]
        found = {"application_id": chosen.application, "notes": notes, "dates": dates}
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(_table(told, log))


def _hindsight(model: TrainedModel, application_id: str, began: pd.Timestamp) -> list[str]:
    until = model.source.until
    said = (
        f"The model learned from the log up to {until.isoformat()}, and {application_id} began at "
        f"{began.isoformat()}: dates told in between rest on what came after them."
    )
    return [said] if began < until else []


def _as_data(told: "pd.Series[Any]") -> dict[str, Any]:
    first = pd.isna(told["moved_hours"])
    return {
        "at": told["at"].isoformat(),
        "told_at": told["told_at"].isoformat(),
        "told_before": None if first else told["told_before"].isoformat(),
        "moved_hours": None if first else told["moved_hours"],
        "reason": None if first else told["reason"],
        "moved_by": moved_by(told),
    }


def _table(told: pd.DataFrame, log: EventLog) -> str:
    """Show them in local time."""
    if told.empty:
        return "It was never open: no date was told."
    shown = told[["at", "told_at", "told_before", "moved_hours"]]
    table = in_local_time(shown, log.time_zone).assign(moved_by=[_why(row) for _, row in told.iterrows()])
    return table.to_string(index=False, na_rep="-", float_format=lambda value: f"{value:+.1f}")


def _why(told: "pd.Series[Any]") -> str:
    parts = moved_by(told).items()
    return ", ".join(f"{name} {hours:+.1f}" for name, hours in parts if abs(hours) >= _HOURS_TO_NAME) or "-"
