"""A visit as a file has it."""

from collections.abc import Iterator
from typing import Annotated, Self

import pandas as pd
from pydantic import Field, model_validator

from optimizer.files.words import Instant, Minutes, Pieces, Price, Word, key_of, timestamp
from optimizer.visit import Follows, Link, Mode, Moment, Place, Together, Visit
from scenarios.part import Latitude, Longitude, Name, Part


class ModeEntry(Part):
    """A way to do a visit.

    Parameters
    ----------
    skills : a crew must have all of them.
    duration_minutes, spread_minutes : working time of an experienced crew, and its standard deviation.
    """

    skills: tuple[Name, ...]
    duration_minutes: Minutes
    spread_minutes: Minutes = 0.0

    def mode(self) -> Mode:
        """The way to do it."""
        spread = pd.Timedelta(minutes=self.spread_minutes)
        return Mode(self.skills, pd.Timedelta(minutes=self.duration_minutes), spread)


class VisitEntry(Part):
    """A visit; see `optimizer.visit.Visit` for what is not said here.

    Parameters
    ----------
    place : name of it in a table of travel; its coordinates without one.
    skills, duration_minutes, spread_minutes : the way to do it; `modes` where there are several.
    window_from, window_until : first and last instant to begin, as promised to the customer.
    price_late, price_unplanned : of a file that says nothing they are illustrative: nobody who lists a visit
        wants it left out or late for nothing.
    follows : visits such as "A-17/1" after which it can begin, and `gap_minutes` later at the earliest.
    together_with : a visit of another crew, after whose begin it begins `least_minutes` to `most_minutes`.
    """

    application: Name
    number: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 1
    stage: Name
    track: Word = ""
    region: Word = ""
    latitude: Latitude
    longitude: Longitude
    terrain: Word = ""
    place: Word = ""
    skills: tuple[Name, ...] = ()
    duration_minutes: Minutes | None = None
    spread_minutes: Minutes = 0.0
    modes: tuple[ModeEntry, ...] = ()
    ready_at: Instant | None = None
    due_at: Instant | None = None
    due_for: Moment = Moment.END
    price_late: Price = 30.0
    price_unplanned: Price = 1000.0
    window_from: Instant | None = None
    window_until: Instant | None = None
    materials: dict[Name, Pieces] = Field(default_factory=dict)
    priority: Annotated[int, Field(strict=True)] = 0
    follows: tuple[Name, ...] = ()
    gap_minutes: Minutes = 0.0
    together_with: Word = ""
    least_minutes: Minutes = 0.0
    most_minutes: Minutes = 0.0

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        """Refuse what no crew could do at any time."""
        if bool(self.modes) == (self.duration_minutes is not None):
            raise ValueError("must have either duration_minutes and skills, or modes")
        if (self.window_from is None) != (self.window_until is None):
            raise ValueError("must have both window_from and window_until, or neither")
        if self.window_until is not None:
            for name in ("window_from", "ready_at"):
                instant = getattr(self, name)
                if instant is not None and instant > self.window_until:
                    told = f"{self.window_until.isoformat()} before {instant.isoformat()}"
                    raise ValueError(f"window_until must not be before {name}, got {told}")
        return self

    def visit(self) -> Visit:
        """The visit."""
        same = ("application", "number", "stage", "track", "region", "due_for", "price_late")
        return Visit(
            **{name: getattr(self, name) for name in (*same, "price_unplanned", "priority")},
            ready_at=_optional(self.ready_at),
            due_at=_optional(self.due_at),
            place=Place(self.latitude, self.longitude, self.terrain, self.place),
            modes=self._modes(),
            window=self._window(),
            materials=dict(self.materials),
        )

    def links(self) -> Iterator[Link]:
        """What ties it to others."""
        own = self.application, self.number
        gap, least, most = (
            pd.Timedelta(minutes=amount)
            for amount in (self.gap_minutes, self.least_minutes, self.most_minutes)
        )
        yield from (Follows(key_of(text), own, gap) for text in self.follows)
        if self.together_with:
            yield Together(key_of(self.together_with), own, least, most)

    def _modes(self) -> tuple[Mode, ...]:
        if self.duration_minutes is None:
            return tuple(entry.mode() for entry in self.modes)
        return (
            ModeEntry(
                skills=self.skills, duration_minutes=self.duration_minutes, spread_minutes=self.spread_minutes
            ).mode(),
        )

    def _window(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        if self.window_from is None or self.window_until is None:
            return None
        return timestamp(self.window_from), timestamp(self.window_until)


def _optional(instant: Instant | None) -> pd.Timestamp | None:
    return None if instant is None else timestamp(instant)
