"""What happened since a plan was made, from a JSON file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from domain.errors import InputError, must, must_be_one_of
from optimizer.files.records import Record, checked
from optimizer.files.words import Instant, Minutes, key_of, timestamp
from optimizer.json_text import read_json
from optimizer.replan import Absent, Away, Happening, Overrun
from scenarios.part import Name, Part


class AwayEntry(Part):
    """A crew that is not there, of kind "away"."""

    kind: Name
    crew: Name
    begins_at: Instant
    ends_at: Instant

    def happening(self) -> Happening:
        """The same for the optimiser."""
        return Away(self.crew, timestamp(self.begins_at), timestamp(self.ends_at))


class OverrunEntry(Part):
    """A visit that takes longer, of kind "overrun"."""

    kind: Name
    visit: Name
    ends_at: Instant

    def happening(self) -> Happening:
        """The same for the optimiser."""
        return Overrun(key_of(self.visit), timestamp(self.ends_at))


class AbsentEntry(Part):
    """A customer who is not there until later, of kind "absent"."""

    kind: Name
    visit: Name
    ready_at: Instant

    def happening(self) -> Happening:
        """The same for the optimiser."""
        return Absent(key_of(self.visit), timestamp(self.ready_at))


class Frame(Part):
    """What the file says beside its events."""

    now: Instant
    frozen_minutes: Minutes = 0.0


class Happened(NamedTuple):
    """What a file of events says.

    Attributes
    ----------
    now, frozen : when it is, and how long from now on the plan is left as it is.
    emergencies : visits that came, records like those of a file of visits.
    happenings : all else, in order.
    """

    now: pd.Timestamp
    frozen: pd.Timedelta
    emergencies: Sequence[Record]
    happenings: Sequence[Happening]


_ENTRIES: Mapping[str, Callable[[Record], Happening]] = {
    "away": lambda record: checked(record, AwayEntry).happening(),
    "overrun": lambda record: checked(record, OverrunEntry).happening(),
    "absent": lambda record: checked(record, AbsentEntry).happening(),
}


def read_events(path: Path) -> Happened:
    """What happened.

    Parameters
    ----------
    path : {"now": instant, "frozen_minutes": 30, "events": [{"kind": "emergency", "visit": {...}}, ...]};
        others are "away" (crew, begins_at, ends_at), "overrun" (visit, ends_at), "absent" (visit, ready_at).

    Raises
    ------
    InputError : a kind that is none, a key too many or missing, or an instant without its zone.
    """
    data = read_json(path)
    if not isinstance(data, Mapping) or not isinstance(data.get("events"), list):
        raise InputError(f"{path.name} must hold now and events, a list.")
    rest = {name: value for name, value in data.items() if name != "events"}
    frame = checked(Record(path.name, rest), Frame)
    told = [Record(f"{path.name}: events[{n}]", one) for n, one in enumerate(data["events"])]
    emergencies = [_visit(one) for one in told if _kind(one) == "emergency"]
    others = [_ENTRIES[_kind(one)](one) for one in told if _kind(one) != "emergency"]
    frozen = pd.Timedelta(minutes=frame.frozen_minutes)
    return Happened(timestamp(frame.now), frozen, emergencies, others)


def _kind(record: Record) -> str:
    kind: Any = record.data.get("kind") if isinstance(record.data, Mapping) else None
    must_be_one_of(kind, ("emergency", *_ENTRIES), f"{record.where}: kind")
    return str(kind)


def _visit(record: Record) -> Record:
    must("visit" in record.data, f"{record.where}: visit must be given.")
    return Record(f"{record.where}.visit", record.data["visit"])
