"""The event log: the spine of everything shown. Live, imported and simulated histories are this one type."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain import knowledge
from domain.arrange import arrange
from domain.errors import InputError
from domain.events import Event, from_table
from domain.fold import fold
from domain.frames import CORE, attributes_of, conform, happenings
from domain.subset import subset
from domain.unfold import event_table


class Origin(StrEnum):
    """Where a history comes from."""

    LIVE = "live"
    IMPORTED = "imported"
    SIMULATED = "simulated"


class Known(StrEnum):
    """When an attribute of an application is known: from its start, or only once it has ended."""

    START = "start"
    LATER = "later"


@dataclass(frozen=True, eq=False)
class EventLog:
    """What happened to a set of applications, as frames (`domain.frames.CORE` lists their columns).

    Instants are UTC; unknown is NaT. `application` and `visit` are row numbers in the frames of these
    names, so a look-up is an array access. Columns beyond the core are attributes. Rows stand in one order,
    so equal histories are equal logs.

    Attributes
    ----------
    origin : live, imported or simulated; a simulated log names its scenario, seed and replication.
    observed_until : the log tells everything that happened up to this instant.
    time_zone : IANA zone in which days and hours are shown.
    attributes : when each attribute of applications is known; those not named are known from the start.
    """

    applications: pd.DataFrame
    visits: pd.DataFrame
    segments: pd.DataFrame
    holds: pd.DataFrame
    appointments: pd.DataFrame
    deadlines: pd.DataFrame
    surveys: pd.DataFrame
    contacts: pd.DataFrame
    duty: pd.DataFrame
    recorded: pd.DataFrame
    observed_until: pd.Timestamp
    origin: Origin = Origin.IMPORTED
    name: str = ""
    time_zone: str = "UTC"
    scenario: str | None = None
    seed: int | None = None
    replication: int | None = None
    attributes: Mapping[str, Known] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        frames: Mapping[str, pd.DataFrame],
        observed_until: datetime | pd.Timestamp | None = None,
        **meta: Any,
    ) -> Self:
        """Make a log from frames that may lack columns, order and visit numbers.

        Parameters
        ----------
        frames : by name; a missing one is empty. `application` and `visit` are row numbers in these frames.
        observed_until : instant with a time zone; the last instant told by the frames when not given.
        **meta : the other fields of the log.

        Raises
        ------
        InputError
            When a frame is unknown or breaks its kinds, an id is used twice, or a row refers to nothing or
            tells of no instant.
        """
        _must_know(frames)
        arranged: dict[str, Any] = arrange(
            {name: conform(name, frames.get(name, pd.DataFrame())) for name in CORE}
        )
        _must_be_unique(arranged["applications"]["application_id"])
        until = _last_instant(arranged) if observed_until is None else pd.Timestamp(observed_until)
        return cls(**arranged, observed_until=_utc(until), **{**meta, **_checked(meta)})

    @classmethod
    def from_events(
        cls, events: Iterable[Event] | pd.DataFrame, known_by: pd.Timestamp | None = None, **meta: Any
    ) -> Self:
        """Fold events, or a table of them, into a log; see `domain.fold.fold`."""
        return cls.build(fold(events, known_by), **meta)

    def to_events(self) -> list[Event]:
        """Tell the log as events: the inverse of `from_events`."""
        return from_table(event_table(self))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """All frames by name."""
        return {name: getattr(self, name) for name in CORE}

    def frame(self, name: str) -> pd.DataFrame:
        """Give the frame of this name."""
        return self.frames[name]

    @property
    def meta(self) -> dict[str, Any]:
        """The fields that are not frames, as `build` takes them."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in CORE}

    def where(self, keep: "npt.NDArray[np.bool_] | pd.Series[bool]") -> Self:
        """Keep some applications with all that belongs to them; who was on duty stays.

        Parameters
        ----------
        keep : one truth value per row of `applications`.
        """
        kept: dict[str, Any] = subset(self.frames, {"applications": np.asarray(keep, dtype=bool)})
        return replace(self, **kept)

    def as_of(self, at: datetime | pd.Timestamp) -> Self:
        """What had been recorded by an instant: later rows gone, later ends and attributes blank.

        A fact counts as recorded when it occurred unless `recorded` says later. A visit whose enabling is
        only inferred is known from its own first instant on. The frames hold what holds today: before a
        correction was recorded the fact is unknown here; `from_events(events, known_by=at)` gives what was
        believed then.
        """
        instant = _utc(pd.Timestamp(at))
        later = [name for name, known in self.attributes.items() if known == Known.LATER]
        kept: dict[str, Any] = knowledge.as_of(self.frames, instant, later)
        return replace(self, **kept, observed_until=min(self.observed_until, instant))

    def equals(self, other: "EventLog") -> bool:
        """Tell whether two logs hold the same rows, values and description.

        The order in which categories are listed does not matter.
        """
        return self.meta == other.meta and all(_same(self.frame(n), other.frame(n)) for n in CORE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventLog) and self.equals(other)

    __hash__ = object.__hash__

    def __len__(self) -> int:
        return len(self.applications)


def _must_know(frames: Mapping[str, pd.DataFrame]) -> None:
    unknown = [name for name in frames if name not in CORE]
    if unknown:
        raise InputError(f"Event log: a frame must be one of {', '.join(CORE)}, got {unknown[0]!r}.")


def _must_be_unique(ids: "pd.Series[str]") -> None:
    if not ids.is_unique:
        row = int(np.argmax(ids.duplicated().to_numpy()))
        raise InputError(
            f"Frame 'applications', row {row}: application_id must be unique, got {ids[row]!r} twice."
        )


def _checked(meta: Mapping[str, Any]) -> dict[str, Any]:
    zone = meta.get("time_zone", "UTC")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(
            f"Event log: time_zone must be an IANA name such as 'Asia/Shanghai', got {zone!r}."
        ) from error
    return {"origin": Origin(meta.get("origin", Origin.IMPORTED))}


def _utc(instant: pd.Timestamp) -> pd.Timestamp:
    if instant.tzinfo is None:
        raise InputError(f"Event log: an instant must carry its time zone, got {instant} without one.")
    return instant.tz_convert("UTC").as_unit("us")


def _last_instant(frames: Mapping[str, pd.DataFrame]) -> pd.Timestamp:
    latest = [
        frames[name][column].max() for name in CORE if name != "recorded" for column in happenings(name)
    ]
    known = [instant for instant in latest if not pd.isna(instant)]
    return max(known) if known else pd.Timestamp(0, tz="UTC")


def _same(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    told = _told(left)
    if len(left) != len(right) or told != _told(right):
        return False
    return all(_plain(left[column]).equals(_plain(right[column])) for column in told)


def _told(frame: pd.DataFrame) -> set[str]:
    """Name the columns with a value: an attribute that nobody has is no attribute."""
    return {str(column) for column in frame.columns if frame[column].notna().any()}


def _plain(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.astype("str") if isinstance(column.dtype, pd.CategoricalDtype) else column


def case_attributes(log: EventLog) -> list[str]:
    """Name the attributes of applications: the columns beyond the core."""
    return attributes_of("applications", log.applications)
