"""Surveys from a CSV file."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import InputError, must, nearest
from domain.io.clock import to_utc
from domain.io.csv_reader import read_csv
from domain.io.source import LIMIT_BYTES, format_of
from domain.io.stacked import is_stacked
from domain.io.table import Table
from domain.io.times import parse_times
from domain.io.values import instants
from models.survey_words import BY_SCORE, COLUMNS, DIMENSIONS, by_word, plain

NEEDED = ("application_id", "answered_at")
TOLD = ("application_id", "stage", "dimension", "score", "answered_at", "comment", "row")
OVERALL = "overall"


def is_surveys(path: Path) -> bool:
    """Tell by the names of its columns whether a file is one of surveys rather than a log."""
    if format_of(path) != "csv":
        return False
    columns = read_csv(path, limit=LIMIT_BYTES, most=1).names
    names = set(_named(columns).values())
    return (
        not is_stacked(columns) and "application_id" in names and not names.isdisjoint({"score", *DIMENSIONS})
    )


def read_surveys(path: Path, time_zone: str = "UTC") -> pd.DataFrame:
    """Read answers.

    A row is one answer with a column score (and dimension), or a questionnaire with a column of scores for
    each dimension; names of columns, dimensions and scores may be English or Chinese. A score is a number
    from 1 to 5 or a word such as satisfied or 满意; a blank one is no answer.

    Parameters
    ----------
    time_zone : of times that do not say theirs.

    Returns
    -------
    application_id, stage, dimension, score, answered_at, comment (missing where the file tells none; with the
    first answer of its row only) and row, its number in the file.

    Raises
    ------
    InputError
        When a column is missing, or a cell is no score or no time: the sentence names row and column.
    """
    table = read_csv(path, limit=LIMIT_BYTES)
    column = {name: column for column, name in _named(table.names).items()}
    for name in NEEDED:
        must(name in column, _lacks(table, name))
    asked = ["score"] if "score" in column else [name for name in DIMENSIONS if name in column]
    must(bool(asked), _lacks(table, "score"))
    told = {
        name: _texts(table, column.get(name)) for name in ("application_id", "stage", "dimension", "comment")
    }
    frame = pd.DataFrame({**told, "answered_at": _instants(table, column["answered_at"], time_zone)})
    frame["dimension"] = frame["dimension"].fillna(OVERALL).map(_dimension)
    frame["row"] = table.numbers
    parts = [_answered(table, frame, name, column[name]) for name in asked]
    answers = pd.concat(parts).sort_values("row", kind="stable", ignore_index=True)
    answers["comment"] = answers["comment"].where(~answers["row"].duplicated())
    return answers[list(TOLD)]


def _named(columns: list[str]) -> dict[str, str]:
    """The name of each column that is known; of two of one name the first."""
    words = by_word(DIMENSIONS) | by_word(COLUMNS)
    named: dict[str, str] = {}
    for column in columns:
        name = words.get(plain(column))
        if name and name not in named.values():
            named[column] = name
    return named


def _lacks(table: Table, name: str) -> str:
    words = by_word({name: COLUMNS[name]})
    close = next((nearest(word, table.names) for word in words if nearest(word, table.names)), "")
    return f"{table.file}: surveys must have a column {name}, got {', '.join(table.names)}{close}."


def _texts(table: Table, column: str | None) -> "pd.Series[Any]":
    if column is None:
        return pd.Series(None, index=range(len(table)), dtype="str")
    texts: pd.Series[Any] = table.column(column).to_pandas().astype("str").str.strip()
    return texts.where(texts != "")


def _instants(table: Table, column: str, zone: str) -> "pd.Series[Any]":
    times = parse_times(table.column(column))
    wrong = np.flatnonzero(times.bad | ~times.known)
    if wrong.size:
        came = table.column(column)[int(wrong[0])].as_py()
        raise InputError(
            f"{table.place(int(wrong[0]))}, column '{column}': must hold a time such as 2026-07-01 08:30, "
            f"got {came!r:.60}."
        )
    found: pd.Series[Any] = instants(to_utc(times, zone))
    return found


def _dimension(word: str) -> str:
    return by_word(DIMENSIONS).get(plain(word), word)


def _answered(table: Table, frame: pd.DataFrame, name: str, column: str) -> pd.DataFrame:
    """The answers of one column of scores; blank cells are none."""
    texts = _texts(table, column)
    given = np.flatnonzero(texts.notna())
    scores = [_score(table, row, column, texts.iloc[row]) for row in given.tolist()]
    named = {} if name == "score" else {"dimension": name}
    answers = frame.iloc[given].assign(score=np.array(scores, dtype=np.int8), **named)
    _must_be_about_someone(table, answers)
    return answers


def _score(table: Table, row: int, column: str, text: str) -> int:
    score = BY_SCORE.get(plain(text)) or {f"{n}{end}": n for n in range(1, 6) for end in ("", ".0")}.get(text)
    if score is None:
        raise InputError(
            f"{table.place(row)}, column '{column}': a score must be a number from 1 to 5 or a word such as "
            f"satisfied or 满意, got {text!r:.60}{nearest(text, BY_SCORE)}."
        )
    return score


def _must_be_about_someone(table: Table, answers: pd.DataFrame) -> None:
    silent = answers.index[answers["application_id"].isna()]
    if len(silent):
        raise InputError(f"{table.place(int(silent[0]))}: an answer must name its application, but does not.")
