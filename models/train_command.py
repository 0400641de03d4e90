"""``python -m models train LOG --out DIR`` and ``card DIR``: make a model, and say what it is."""

import argparse
import json
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from domain.command_line import instant_of
from models.card import card_of
from models.commands import add_command, add_log, log_of, say, terms_of
from models.registry import load, save
from models.stored import Stored, store
from models.trained import train


def add_train(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "train", _train, "learn delay risk and remaining time from a log")
    add_log(command)
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder of the model")
    command.add_argument("--until", metavar="TIME", help="learn from what was known then (default: all)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of the learners (default 0)")
    command.add_argument("--created", metavar="TIME", help="written on the card (default: now)")
    command.add_argument("--json", action="store_true", help="print JSON")


def add_card(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "card", _card, "print the model card, as Markdown")
    command.add_argument("model", metavar="DIR", type=Path, help="folder of a model")


def _train(chosen: argparse.Namespace) -> None:
    log = log_of(chosen.log, chosen.map)
    until = instant_of(chosen.until, log.time_zone) if chosen.until else None
    model = train(log, terms_of(chosen.terms, log), until, chosen.seed)
    created = instant_of(chosen.created, log.time_zone) if chosen.created else pd.Timestamp(datetime.now(UTC))
    stored = store(model, created, refit_command(chosen))
    save(stored, chosen.out)
    for note in model.notes:
        say(note)
    print(json.dumps(_as_data(stored, chosen.out), ensure_ascii=False) if chosen.json else card_of(stored))


def refit_command(chosen: argparse.Namespace) -> str:
    """Give the command that trains the model again from the same files, to the end of what they tell then.

    `--until` is left out: it would make the model of then again, whatever has come since.
    """
    words = ["python", "-m", "models", "train", str(chosen.log)]
    for option in ("map", "terms", "seed", "out"):
        value = getattr(chosen, option)
        words += [f"--{option}", str(value)] if value is not None else []
    return shlex.join(words)


def _card(chosen: argparse.Namespace) -> None:
    print(card_of(load(chosen.model)), end="")


def _as_data(stored: Stored, folder: Path) -> dict[str, Any]:
    model, source = stored.model, stored.model.source
    return {
        "model": str(folder),
        "data_hash": source.data_hash,
        "applications": source.applications,
        "looks": source.looks,
        "until": source.until.isoformat(),
        "delay_risk": model.delay is not None,
        "stage_delay_risk": model.stage_delay is not None,
        "figures": model.figures and model.figures.as_data(),
        "notes": list(model.notes),
        "command": stored.command,
    }
