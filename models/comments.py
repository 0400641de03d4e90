"""What customers complain of: topics of their comments, with examples, where they arise and how they move."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must
from domain.eventlog import EventLog
from domain.kpi.of_surveys import DISSATISFIED
from domain.records import records
from models.comment_topics import factored
from models.comment_words import language_of

Rows = npt.NDArray[np.intp]
LEAST = 20
"""Fewest comments of a language in which topics are looked for."""
MOST_TOPICS = 6
EXAMPLES = 3
NO_TOPIC = -1


@dataclass(frozen=True, eq=False)
class Topics:
    """What comments are about.

    Attributes
    ----------
    comments : text, stage, answered_at, score, language and topic (its number; -1 for none), a row each.
    topics : topic, language, words (the most telling first), n, share (of the comments of its language),
        score (their mean) and examples (the comments most about it); of each language the commonest first.
    stages : topic, stage, n; the stages its comments are about.
    weeks : topic, week (its Monday in the log's zone), n, and share of all the comments of the week.
    too_few : by language, how many comments are missing before topics are looked for.
    """

    comments: pd.DataFrame
    topics: pd.DataFrame
    stages: pd.DataFrame
    weeks: pd.DataFrame
    too_few: dict[str, int]

    def by_week(self) -> dict[int, list[int]]:
        """Comments about each topic in every week from the first to the last of all, none included."""
        weeks = pd.date_range(self.weeks["week"].min(), self.weeks["week"].max(), freq="7D")
        table = self.weeks.pivot_table(
            index="topic", columns="week", values="n", aggfunc="sum", observed=True
        )
        counts = table.reindex(columns=weeks).fillna(0).astype(int)
        return {int(topic): counts.loc[topic].tolist() for topic in counts.index}

    def as_dict(self) -> dict[str, Any]:
        """All but the comments themselves as plain data."""
        weeks = self.weeks.assign(week=self.weeks["week"].dt.strftime("%Y-%m-%d"))
        tables = {"topics": self.topics, "stages": self.stages, "weeks": weeks}
        told = {name: records(table) for name, table in tables.items()}
        return {"n": len(self.comments), **told, "too_few": self.too_few}


def comments_of(log: EventLog, worst: int = DISSATISFIED) -> pd.DataFrame:
    """Take the comments out of a log's surveys.

    Parameters
    ----------
    worst : a comment is kept where the least score given with it is at most this; 5 keeps all.

    Returns
    -------
    text, stage, answered_at and score: the least that the customer gave at the same time.

    Raises
    ------
    InputError
        When the surveys have no comments.
    """
    surveys = log.surveys
    must("comment" in surveys, "Surveys must have comments (a column 'comment') to find topics in.")
    least = surveys.groupby(["application", "answered_at"])["score"].transform("min")
    frame = surveys.assign(score=least).rename(columns={"comment": "text"})
    kept = frame[surveys["comment"].notna() & (least <= worst)]
    return kept[["text", "stage", "answered_at", "score"]].astype({"text": "str"}).reset_index(drop=True)


def topics_of(comments: pd.DataFrame, time_zone: str = "UTC", most: int = MOST_TOPICS) -> Topics:
    """Find the topics of comments, those of each language apart; the same comments give the same topics.

    Parameters
    ----------
    comments : as `comments_of` gives them.
    time_zone : in which weeks begin.
    most : topics of each language.
    """
    told = comments.assign(language=comments["text"].map(language_of), topic=NO_TOPIC, about=0.0)
    counts = told["language"].value_counts().sort_index()
    tables: list[pd.DataFrame] = []
    for language in counts.index[counts >= LEAST]:
        rows = np.flatnonzero(told["language"] == language)
        first = sum(len(table) for table in tables)
        tables.append(_found(told, rows, first, most))
    named = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["topic", *_TABLE])
    about = told[told["topic"] >= 0]
    stages = about.groupby(["topic", "stage"], observed=True).size().rename("n").reset_index()
    too_few = {str(language): LEAST - int(n) for language, n in counts.items() if n < LEAST}
    return Topics(told.drop(columns="about"), named, stages, _weeks(told, time_zone), too_few)


_TABLE = ("language", "words", "n", "share", "score", "examples")


def _found(told: pd.DataFrame, rows: Rows, first: int, most: int) -> pd.DataFrame:
    """Topics of the comments in some rows, numbered on from the first; marks each comment with its own."""
    about, words = factored(told["text"].iloc[rows].tolist(), most)
    strength = about.max(axis=1, initial=0)
    own = np.where(strength > 0, about.argmax(axis=1) if words else 0, NO_TOPIC)
    sizes = np.bincount(own[own >= 0], minlength=len(words))
    order = np.argsort(-sizes, kind="stable")
    place = np.argsort(order, kind="stable")
    told.loc[rows, "topic"] = np.where(own >= 0, first + np.append(place, 0)[own], NO_TOPIC)
    told.loc[rows, "about"] = strength
    met = order[: (sizes > 0).sum()]
    lines = [_topic(told.iloc[rows], first + number, words[one]) for number, one in enumerate(met)]
    return pd.DataFrame(lines, columns=["topic", *_TABLE])


def _topic(comments: pd.DataFrame, topic: int, words: tuple[str, ...]) -> dict[str, Any]:
    own = comments[comments["topic"] == topic].sort_values("about", ascending=False, kind="stable")
    return {
        "topic": topic,
        "language": comments["language"].iloc[0],
        "words": words,
        "n": len(own),
        "share": len(own) / len(comments),
        "score": float(own["score"].mean()),
        "examples": tuple(own["text"].drop_duplicates().head(EXAMPLES)),
    }


def _weeks(told: pd.DataFrame, time_zone: str) -> pd.DataFrame:
    local = told["answered_at"].dt.tz_convert(time_zone).dt.tz_localize(None).dt.normalize()
    week = (local - pd.to_timedelta(local.dt.day_of_week, unit="D")).rename("week")
    about = told[told["topic"] >= 0]
    counts = about.groupby(["topic", week.loc[about.index]]).size().rename("n").reset_index()
    return counts.assign(share=counts["n"] / counts["week"].map(week.value_counts()))
