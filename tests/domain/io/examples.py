"""Small random logs that use every frame, with the values that files like to spoil."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from domain.eventlog import EventLog, Known
from domain.frames import CORE

# XML holds no control characters and CSV no zero; that both are refused is tested apart.
TEXTS: Final = [
    "survey",
    "勘查",
    "",
    " ",
    " x ",
    "NULL",
    "nan",
    "a,b;c|d",
    "007",
    "1",
    '"',
    "'",
    "<&>",
    "\n",
    "\r\n",
    "\t",
    "😀",
]
NUMBERS: Final = [0.0, -0.0, 0.1, 1e300, 5e-324, -1.5, np.inf, -np.inf, np.nan, 1 / 3]
_FIRST: Final = 1_600_000_000_000_000
_LAST: Final = 1_900_000_000_000_000
_KNOWN_FIRST: Final = frozenset(
    {"submitted_at", "enabled_at", "started_at", "booked_at", "set_at", "answered_at", "received_at", "on_at"}
)
"""Instants that every row tells: one that tells of none is refused at birth."""


def logs() -> st.SearchStrategy[EventLog]:
    """Logs of up to four applications."""
    return st.builds(random_log, st.integers(0, 2**32 - 1), st.integers(0, 4), st.integers(0, 6))


def random_log(seed: int, applications: int, visits: int) -> EventLog:
    """Draw a log with rows in every frame, where there are applications, and attributes of every kind."""
    rng = np.random.default_rng(seed)
    sizes = {name: int(rng.integers(0, 5)) if applications else 0 for name in CORE}
    sizes |= {"applications": applications, "visits": visits if applications else 0}
    sizes["segments"] *= bool(sizes["visits"])
    frames = {name: _frame(rng, name, sizes) for name in CORE if name != "recorded"}
    frames["applications"]["application_id"] = [f"{rng.choice(TEXTS)}{row}" for row in range(applications)]
    for name in ("applications", "visits"):
        frames[name] = frames[name].assign(**_attributes(rng, sizes[name]))
    known = {"concept:name": Known.LATER if rng.random() < 0.5 else Known.START}
    return EventLog.build(frames, name=str(rng.choice(TEXTS)), seed=seed, attributes=known)


def _frame(rng: np.random.Generator, name: str, sizes: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame({c: _column(rng, c, kind, sizes[name], sizes) for c, kind in CORE[name].items()})


def _column(rng: np.random.Generator, column: str, kind: str, length: int, sizes: dict[str, int]) -> Any:
    if kind == "row":
        owners = sizes[f"{column}s"]
        return rng.integers(0, owners, length) if owners else np.full(length, -1)
    if kind == "instant":
        return instants(rng, length, blanks=column not in _KNOWN_FIRST)
    drawn: dict[str, Callable[[], Any]] = {
        "name": lambda: names(rng, length),
        "number": lambda: rng.choice(NUMBERS, length),
        "flag": lambda: rng.random(length) < 0.5,
        "score": lambda: rng.integers(1, 6, length).astype(np.int8),
        "count": lambda: np.arange(1, length + 1, dtype=np.int32),
        "id": lambda: pd.array([""] * length, dtype="str"),
    }
    return drawn[kind]()


def names(rng: np.random.Generator, length: int) -> pd.Categorical:
    values = [None if rng.random() < 0.2 else str(rng.choice(TEXTS)) for _ in range(length)]
    distinct = sorted({value for value in values if value is not None})
    return pd.Categorical(values, categories=pd.Index(distinct, dtype="str"))


def instants(rng: np.random.Generator, length: int, *, blanks: bool) -> "pd.Series[Any]":
    moments = pd.Series(pd.DatetimeIndex(rng.integers(_FIRST, _LAST, length).view("M8[us]"), tz="UTC"))
    return moments.where(rng.random(length) < 0.7) if blanks else moments


def _attributes(rng: np.random.Generator, length: int) -> dict[str, Any]:
    """Columns of every kind, some under names that files use themselves."""
    return {
        "concept:name": names(rng, length),
        "record": rng.integers(-(2**60), 2**60, length),
        "a/b": pd.Series(rng.integers(-5, 5, length), dtype="Int64").where(rng.random(length) < 0.7),
        "remark": pd.array([str(rng.choice(TEXTS)) for _ in range(length)], dtype="str"),
        "checked": rng.random(length) < 0.5,
        "seen_at": instants(rng, length, blanks=True),
        "weight": rng.choice(NUMBERS, length),
    }
