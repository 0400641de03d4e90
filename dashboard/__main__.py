"""The Board's figures without a browser: ``python -m dashboard board LOG``."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from dashboard.report import as_json, as_text
from dashboard.words import LANGUAGES, speaking
from domain.command_line import exit_code
from domain.errors import InputError
from domain.io import read_log
from domain.kpi import BoardFigures, Filters, Measures, board
from domain.terms import Terms


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask for and give the exit code, see `exit_code`."""
    asked = _parser().parse_args(arguments)
    return exit_code(lambda: _board(asked))


def _board(asked: argparse.Namespace) -> None:
    figures = _figures(asked.log, asked.map, asked.at)
    with speaking(asked.lang):
        print(as_json(figures) if asked.json else as_text(figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shown = commands.add_parser("board", help="print what the Board shows of a log")
    shown.add_argument("log", type=Path, metavar="LOG", help="CSV, XES or Parquet, packed with gzip or not")
    shown.add_argument("--map", type=Path, metavar="FILE", help="what the columns mean; guessed if absent")
    shown.add_argument("--at", metavar="TIME", help="now, with its zone; the end of the log if absent")
    shown.add_argument("--json", action="store_true", help="print everything as JSON")
    shown.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the text")
    return parser


def _figures(log: Path, mapping: Path | None, at: str | None) -> BoardFigures:
    read = read_log(log, mapping, at=_instant(at)).log
    return board(Measures.of(read, Terms.default(read.time_zone)), Filters())


def _instant(text: str | None) -> pd.Timestamp | None:
    if text is None:
        return None
    try:
        at = pd.Timestamp(text)
    except ValueError as error:
        raise InputError(f"--at must be a time such as 2026-03-31T18:00+08:00, got {text!r}.") from error
    if at.tzinfo is None:
        raise InputError(f"--at must carry its time zone, such as {text}+08:00, got {text!r}.")
    return at


if __name__ == "__main__":
    sys.exit(main())
