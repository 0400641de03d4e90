"""What the commands of `python -m models` share: logs, terms, instants, and the table of commands."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from domain.eventlog import EventLog
from domain.io import read_log
from domain.terms import Terms
from domain.terms_file import read_terms

Action = Callable[[argparse.Namespace], None]


def add_command(commands: Any, name: str, action: Action, text: str) -> argparse.ArgumentParser:
    """Add a command of this name, which does the action."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=action)
    return command


def add_log(command: argparse.ArgumentParser, *, terms: bool = True) -> None:
    """Add the log and how it is read; and the terms to judge it by, where they are not those of a model."""
    command.add_argument("log", metavar="LOG", type=Path, help="CSV, Parquet or XES, packed with gzip or not")
    command.add_argument("--map", metavar="FILE", type=Path, help="mapping file (default: guessed and said)")
    if terms:
        command.add_argument(
            "--terms", metavar="FILE", type=Path, help="calendar and service levels to judge by"
        )


def add_model(command: argparse.ArgumentParser) -> None:
    """Add the model that is asked."""
    command.add_argument("--model", metavar="DIR", type=Path, required=True, help="folder of a model")


def log_of(path: Path, mapping: Path | None) -> EventLog:
    """Read a log; what was guessed of it is said."""
    result = read_log(path, mapping)
    for note in result.guessed:
        say(note)
    return result.log


def terms_of(path: Path | None, log: EventLog) -> Terms:
    """Read the terms; without a file every hour counts."""
    return read_terms(path, log.time_zone) if path else Terms.default(log.time_zone)


def in_local_time(frame: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Instants of a frame as text, to be shown in a table."""
    instants = [str(name) for name in frame if isinstance(frame[name].dtype, pd.DatetimeTZDtype)]
    local = {name: frame[name].dt.tz_convert(zone).dt.strftime("%Y-%m-%d %H:%M") for name in instants}
    return frame.assign(**local)


def say(sentence: str) -> None:
    """Say a sentence beside the result."""
    print(sentence, file=sys.stderr)
