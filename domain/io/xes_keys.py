"""Which XES attribute holds which column of a log: standard keys where the standard has one."""

from collections.abc import Mapping
from typing import Final

STANDARD: Final[Mapping[str, Mapping[str, str]]] = {
    "applications": {"application_id": "concept:name"},
    "visits": {"stage": "concept:name", "resource": "org:resource", "department": "org:group"},
}
"""Columns with a key of the standard's own extensions."""

VISIT: Final = "concept:instance"
TIME: Final = "time:timestamp"
STEP: Final = "lifecycle:transition"
EXTENSION: Final = "switchboard:"
"""Prefix of the keys of this product's own extension."""

TRANSITIONS: Final[Mapping[str, str]] = {
    "enabled_at": "schedule",
    "started_at": "start",
    "completed_at": "complete",
}
"""Instant of a visit -> transition of its event."""

_RESERVED: Final = frozenset({"concept:name", "org:resource", "org:group", VISIT, TIME, STEP})


def part_of(frame: str, place: int) -> str:
    """Name the attribute with one part of a frame's rows, counted from 0."""
    return frame if place == 0 else f"{frame}:{place + 1}"


def key_of(frame: str, column: str) -> str:
    """Give the key of a column; an attribute named like a standard key goes under the extension."""
    standard = STANDARD[frame].get(column)
    if standard is not None:
        return standard
    is_taken = column in _RESERVED or column.startswith(EXTENSION) or "/" in column or not column
    return f"{EXTENSION}attribute:{column}" if is_taken else column
