"""Events as plain data, for files and other systems: a mapping each, instants as ISO text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from domain.errors import InputError, must, must_be_one_of
from domain.events import Event, EventKind, columns_of

_ABOUT = ("application", "visit", "item", "source", "source_id", "actor", "corrects")


def to_mapping(event: Event) -> dict[str, Any]:
    """An event as plain data; what it does not say is left out."""
    told: dict[str, Any] = {"kind": str(event.kind), "occurred_at": event.occurred_at.isoformat()}
    if event.recorded_at is not None:
        told["recorded_at"] = event.recorded_at.isoformat()
    told |= {name: value for name in _ABOUT if (value := getattr(event, name)) not in (None, "")}
    if event.payload:
        told["payload"] = {name: _plain(value) for name, value in event.payload.items()}
    return told


def from_mapping(data: Mapping[str, Any], where: str = "Event") -> Event:
    """The event that `to_mapping` wrote.

    Parameters
    ----------
    where : its place, such as "plan.json: events[3]", the subject of a message.

    Raises
    ------
    InputError : a key too many or missing, a kind that is none, or an instant without its zone.
    """
    must(isinstance(data, Mapping), f"{where} must hold keys and values, got {data!s:.60}.")
    for key in data:
        must_be_one_of(key, ("kind", "occurred_at", "recorded_at", "payload", *_ABOUT), f"{where}: a key")
    must_be_one_of(data.get("kind"), [*EventKind], f"{where}: kind")
    kind = EventKind(data["kind"])
    recorded_at, payload = data.get("recorded_at"), data.get("payload", {})
    must(isinstance(payload, Mapping), f"{where}.payload must hold keys and values, got {payload!s:.60}.")
    return Event(
        kind,
        _instant(data.get("occurred_at"), f"{where}: occurred_at"),
        recorded_at=None if recorded_at is None else _instant(recorded_at, f"{where}: recorded_at"),
        payload=_typed(kind, payload, where),
        **{name: data[name] for name in _ABOUT if name in data},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(kind: EventKind, payload: Mapping[str, Any], where: str) -> dict[str, Any]:
    _, columns = columns_of(kind)
    return {
        name: _instant(value, f"{where}.payload.{name}") if columns.get(name) == "instant" else value
        for name, value in payload.items()
    }


def _instant(given: Any, where: str) -> pd.Timestamp:
    rule = f"{where} must be an instant with its zone, such as 2026-03-02T08:00+08:00, got {given!r}."
    try:
        instant = pd.Timestamp(given)
        must(instant.tzinfo is not None, rule)
    except (TypeError, ValueError, OverflowError, AttributeError) as error:
        raise InputError(rule) from error
    return instant.tz_convert("UTC")
