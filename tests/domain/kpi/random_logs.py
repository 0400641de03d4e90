"""Random small logs, for properties that must hold of every log."""

import numpy as np

from domain.eventlog import EventLog
from tests.domain.logs import Row, application, deadline, hold, log_of, segment, visit

SPAN = 100


def random_log(seed: int, size: int = 12) -> EventLog:
    """A log of some applications with overlapping visits, segments and holds, some still open."""
    luck = np.random.default_rng(seed)
    applications: list[Row] = []
    visits: list[Row] = []
    segments: list[Row] = []
    holds: list[Row] = []
    for number in range(size):
        name, start = f"A{number:02}", float(luck.integers(0, SPAN // 2))
        applications.append(_ended(luck, name, start))
        for place in range(1, int(luck.integers(1, 5)) + 1):
            visits.append(_visit(luck, name, place, start))
            if visits[-1]["completed_at"] is not None:
                segments += _segments(luck, visits[-1])
                holds += _holds(luck, visits[-1])
            start += float(luck.integers(0, 8))
    deadlines = [
        deadline(row["application_id"], row["submitted_at"], row["submitted_at"] + 24) for row in applications
    ]
    frames = {"visits": visits, "segments": segments, "holds": holds, "deadlines": deadlines}
    return log_of(SPAN, applications=applications, **frames)


def _ended(luck: np.random.Generator, name: str, start: float) -> Row:
    end = start + float(luck.integers(1, SPAN // 2))
    fate = str(luck.choice(["finished_at", "finished_at", "withdrawn_at", "open"]))
    more = {} if fate == "open" else {fate: end}
    return application(name, start, region=str(luck.choice(["north", "south"])), **more)


def _visit(luck: np.random.Generator, name: str, place: int, enabled: float) -> Row:
    started = enabled + float(luck.integers(0, 5))
    completed = started + float(luck.integers(0, 9)) if luck.random() < 0.8 else None
    known = started if luck.random() < 0.8 else None
    return visit(name, place, str(luck.choice(["review", "survey", "install"])), enabled, known, completed)


def _segments(luck: np.random.Generator, row: Row) -> list[Row]:
    return [
        segment(
            (row["application"], row["number"]), str(luck.choice(["work", "travel"])), *_stretch(luck, row)
        )
        for _ in range(int(luck.integers(0, 4)))
    ]


def _holds(luck: np.random.Generator, row: Row) -> list[Row]:
    cause = str(luck.choice(["customer_absent", "permit"]))
    own = (row["application"], row["number"]) if luck.random() < 0.7 else None
    return [
        hold(row["application"], cause, *_stretch(luck, row), own) for _ in range(int(luck.integers(0, 3)))
    ]


def _stretch(luck: np.random.Generator, row: Row) -> tuple[float, float]:
    start = row["enabled_at"] + float(luck.integers(-2, 10))
    return start, start + float(luck.integers(0, 6))
