"""What surveys tell, on the command line."""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.errors import must_be_one_of
from domain.eventlog import EventLog
from domain.io import read_log
from domain.records import records
from domain.terms_file import read_terms
from models.comments import Topics, comments_of, topics_of
from models.satisfaction import Satisfaction, satisfaction
from models.satisfaction_design import CONCERNED, LeftOut, Reason
from models.satisfaction_effects import ALL, Direction
from models.survey_file import is_surveys, read_surveys
from models.survey_log import log_of_surveys, with_surveys

_LEVEL = "{:<26} {:<22} {:>5} {:>14} {:>8} {:>10} {:>9}"
_EFFECT = "{:<26} {:<12} {:<11} {:>6} {:>14} {:>7} {:>14}  {}"
SAYS = {
    Direction.LOWER: "{} lower scores",
    Direction.HIGHER: "{} higher scores",
    Direction.NOT_SHOWN: "no difference shown",
}
REASONS = {
    Reason.NOT_RECORDED: "is not recorded",
    Reason.SAME_FOR_ALL: "is the same for all",
    Reason.TOO_FEW_WITH: f"needs {CONCERNED} customers with it, got {{}}",
    Reason.TOO_FEW_WITHOUT: f"needs {CONCERNED} customers without it, got {{}}",
    Reason.NOT_TOLD_APART: "cannot be told apart from the stages and the other drivers",
}


def add_satisfaction(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("satisfaction", help="what goes with satisfaction, and what customers say")
    add_options(parser)
    parser.set_defaults(run=act)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to a parser."""
    add = parser.add_argument
    add("log", metavar="LOG|SURVEYS", type=Path, help="a log with answers, or a CSV file of surveys")
    add("--surveys", metavar="FILE", type=Path, help="CSV of surveys about the log, in place of its own")
    add("--map", metavar="FILE", type=Path, help="mapping file of the log (default: guessed and said)")
    add("--terms", metavar="FILE", type=Path, help="calendar and service levels by which promises are missed")
    add("--stage", metavar="NAME", default=ALL, help="drivers of answers about this stage (default: all)")
    add("--time-zone", metavar="ZONE", default="UTC", help="of a file of surveys alone (default %(default)s)")
    add("--json", action="store_true", help="print JSON")


def act(chosen: argparse.Namespace) -> None:
    """Do what was asked for."""
    log = _log(chosen)
    stages = log.surveys["stage"].dropna().astype("str").unique().tolist()
    must_be_one_of(chosen.stage, [ALL, *stages], "--stage")
    terms = read_terms(chosen.terms, log.time_zone) if chosen.terms else None
    told = satisfaction(log, terms, chosen.stage)
    topics = topics_of(comments_of(log), log.time_zone) if "comment" in log.surveys else None
    if chosen.json:
        comments = {"comments": topics.as_dict()} if topics else {}
        print(json.dumps(told.as_dict() | comments, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join([*_lines(told), *(_topics(topics) if topics else ())]))


def _log(chosen: argparse.Namespace) -> EventLog:
    if is_surveys(chosen.log):
        return log_of_surveys(read_surveys(chosen.log, chosen.time_zone), chosen.time_zone)
    result = read_log(chosen.log, chosen.map)
    for note in result.guessed:
        print(note, file=sys.stderr)
    if chosen.surveys is None:
        return result.log
    return with_surveys(result.log, read_surveys(chosen.surveys, result.log.time_zone), chosen.surveys.name)


def _lines(told: Satisfaction) -> Iterator[str]:
    yield from _who(told)
    yield from ("", _LEVEL.format("dimension", "stage", "mean", "95 %", "answers", "customers", "response"))
    yield from (_level(row) for row in records(told.levels))
    if len(told.effects):
        yield from (
            "",
            _EFFECT.format("dimension", "driver", "factor", "change", "95 %", "odds x", "95 %", ""),
        )
        says = "leads to" if told.caused else "associated with"
        yield from (_effect(row, says) for row in records(told.effects))
    yield from (_left_out(one) for one in told.left_out)
    yield from told.untold


def _who(told: Satisfaction) -> Iterator[str]:
    answers, response = told.answers, told.response
    customers = answers.frame["customer"].nunique()
    yield f"{len(answers.frame):,} answers of {customers:,} customers"
    if response.asked:
        share = response.answered / response.asked
        yield f"{response.answered:,} of {response.asked:,} surveys answered ({share:.0%})"
    if answers.unplaced:
        yield f"{answers.unplaced:,} answers are about no visit that the log knows"


def _level(row: dict[str, Any]) -> str:
    interval = "" if row["low"] is None else f"{row['low']:.2f} to {row['high']:.2f}"
    response = "" if row["response"] is None else f"{row['response']:.0%}"
    counts = (f"{row['n']:,}", f"{row['customers']:,}", response)
    return _LEVEL.format(row["dimension"], row["stage"], f"{row['mean']:.2f}", interval, *counts)


def _effect(row: dict[str, Any], says: str) -> str:
    change = f"{row['change']:+.2f}", f"{row['change_low']:+.2f} to {row['change_high']:+.2f}"
    odds = [math.exp(row[name]) for name in ("log_odds", "low", "high")]
    ratio = f"{odds[0]:.2f}", f"{odds[1]:.2f} to {odds[2]:.2f}"
    way = SAYS[Direction(row["direction"])].format(says)
    return _EFFECT.format(row["dimension"], row["driver"], row["factor"], *change, *ratio, way)


def _topics(topics: Topics) -> Iterator[str]:
    """What complaints are about, an example each."""
    yield f"{len(topics.comments):,} complaints with a comment"
    for row in records(topics.topics):
        yield f"{row['n']:>5} ({row['share']:.0%}) {' '.join(row['words'])}: {row['examples'][0]}"
    for language, missing in topics.too_few.items():
        yield f"Topics of comments in {language} need {missing} more of them."


def _left_out(one: LeftOut) -> str:
    return f"{one.driver} {REASONS[one.reason].format(one.customers)}"
