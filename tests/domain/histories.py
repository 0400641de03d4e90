"""Random small histories for property tests, and one told by hand."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from domain.eventlog import EventLog, Known

MONDAY_9AM = pd.Timestamp("2026-03-02T09:00:00", tz="Asia/Shanghai").tz_convert("UTC")

# A log is some fifty columns to make and compare: a quarter of the profile's examples keeps the tests quick.
FEWER = settings(max_examples=settings().max_examples // 4)

NAMES = st.sampled_from(["acceptance", "survey", "抄表", "a b", None])
WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=5)
TEXTS = st.one_of(st.none(), WORDS)
KNOWN = st.integers(0, 10**10).map(lambda us: MONDAY_9AM + pd.Timedelta(us, unit="us"))
INSTANTS = st.one_of(st.just(pd.NaT), KNOWN)


def hour(number: float) -> pd.Timestamp:
    """Give the instant so many hours after Monday 9:00."""
    return MONDAY_9AM + pd.Timedelta(hours=number)


@st.composite
def histories(draw: st.DrawFn) -> EventLog:
    """Make any small log: unknown instants, late recordings, attributes of all types."""
    applications = draw(st.integers(0, 4))
    visits = draw(st.integers(0, 6)) if applications else 0
    rows = {"application": st.integers(0, applications - 1), "visit": st.integers(0, visits - 1)}
    sizes = {"applications": applications, "visits": visits, "segments": 4 if visits else 0}
    sizes |= dict.fromkeys(("holds", "appointments", "deadlines", "surveys"), 2 if applications else 0)
    frames = {
        name: draw(_frame(name, size, rows)) for name, size in {**sizes, "contacts": 2, "duty": 2}.items()
    }
    log = EventLog.build(frames, name="random", attributes={"found": Known.LATER})
    return EventLog.build({**log.frames, "recorded": draw(_late(log))}, **log.meta)


def _frame(name: str, size: int, rows: Mapping[str, Any]) -> Any:
    return st.lists(_row(name, rows), min_size=size, max_size=size).map(lambda listed: _table(name, listed))


def _table(name: str, listed: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(listed)
    if name == "applications":
        frame["application_id"] = [f"A{row}" for row in range(len(listed))]
    return frame


_ROWS: Mapping[str, Mapping[str, Any]] = {
    "applications": {
        "track": NAMES,
        "capacity_kw": st.floats(0, 500),
        "submitted_at": None,
        "finished_at": INSTANTS,
        "note": TEXTS,
        "found": TEXTS,
        "meters": st.integers(0, 3),
        "dual_source": st.booleans(),
    },
    "visits": {
        "stage": NAMES,
        "resource": NAMES,
        "outcome": NAMES,
        "enabled_at": INSTANTS,
        "started_at": INSTANTS,
        "completed_at": None,
        "enabled_inferred": st.booleans(),
        "remark": TEXTS,
    },
    "segments": {
        "resource": NAMES,
        "kind": st.sampled_from(["work", "travel"]),
        "started_at": None,
        "ended_at": INSTANTS,
    },
    "holds": {"cause": NAMES, "started_at": None, "ended_at": INSTANTS},
    "appointments": {
        "booked_at": None,
        "window_start": INSTANTS,
        "window_end": INSTANTS,
        "settled_at": INSTANTS,
    },
    "deadlines": {
        "service_level": NAMES,
        "stage": NAMES,
        "set_at": None,
        "due_at": INSTANTS,
        "met_at": INSTANTS,
    },
    "surveys": {"stage": NAMES, "dimension": NAMES, "score": st.integers(1, 5), "answered_at": None},
    "contacts": {
        "kind": NAMES,
        "department": NAMES,
        "resource": NAMES,
        "received_at": None,
        "started_at": INSTANTS,
        "handled_at": INSTANTS,
    },
    "duty": {"resource": NAMES, "department": NAMES, "region": NAMES, "on_at": None, "off_at": INSTANTS},
}
"""What each row may hold; None stands for an instant that is known."""

_OWNERS = {
    "visits": ("application",),
    "segments": ("visit",),
    **dict.fromkeys(("holds", "appointments", "deadlines", "surveys"), ("application",)),
}


def _row(name: str, rows: Mapping[str, Any]) -> Any:
    told = {column: KNOWN if kind is None else kind for column, kind in _ROWS[name].items()}
    return st.fixed_dictionaries({**told, **{owner: rows[owner] for owner in _OWNERS.get(name, ())}})


@st.composite
def _late(draw: st.DrawFn, log: EventLog) -> pd.DataFrame:
    known = log.visits["completed_at"].notna().to_numpy().nonzero()[0].tolist()
    rows = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    later = [
        log.visits["completed_at"][row] + pd.Timedelta(draw(st.integers(1, 10**6)), unit="s") for row in rows
    ]
    return pd.DataFrame({"frame": "visits", "row": rows, "column": "completed_at", "recorded_at": later})
