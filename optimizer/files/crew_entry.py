"""A crew as a file has it."""

from typing import Annotated, Any

import pandas as pd
from pydantic import Field, model_validator

from optimizer.crew import Break, Crew, Flights, Shift
from optimizer.files.words import Instant, Minutes, Pieces, Price, Word, timestamp
from optimizer.visit import Place
from scenarios.part import Latitude, Longitude, Name, Part, Positive


class BreakEntry(Part):
    """A pause that begins from `earliest` to `latest`."""

    earliest: Instant
    latest: Instant
    length_minutes: Minutes

    def pause(self) -> Break:
        """The pause."""
        length = pd.Timedelta(minutes=self.length_minutes)
        return Break(timestamp(self.earliest), timestamp(self.latest), length)


class ShiftEntry(Part):
    """Time on duty; one without breaks may be written as "2026-03-02T08:00Z/2026-03-02T17:00Z".

    Parameters
    ----------
    longest_out_minutes : most time between leaving the depot and being back; unbounded where it is not given.
    """

    begins_at: Instant
    ends_at: Instant
    breaks: tuple[BreakEntry, ...] = ()
    longest_out_minutes: Positive | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        begins_at, _, ends_at = given.partition("/")
        return {"begins_at": begins_at.strip(), "ends_at": ends_at.strip()}

    def shift(self) -> Shift:
        """The shift."""
        pauses = tuple(entry.pause() for entry in self.breaks)
        longest = self.longest_out_minutes
        longest_out = None if longest is None else pd.Timedelta(minutes=longest)
        return Shift(timestamp(self.begins_at), timestamp(self.ends_at), pauses, longest_out)


class FlightsEntry(Part):
    """Limits of a drone team."""

    battery_minutes: Minutes
    recharge_minutes: Minutes
    terrains: tuple[Name, ...] = ()

    def flights(self) -> Flights:
        """The limits."""
        battery, recharge = (pd.Timedelta(minutes=n) for n in (self.battery_minutes, self.recharge_minutes))
        return Flights(battery, recharge, self.terrains)


class CrewEntry(Part):
    """A crew; see `optimizer.crew.Crew` for what is not said here.

    Parameters
    ----------
    latitude, longitude, terrain, place : of its depot; `place` is its name in a table of travel.
    """

    name: Name
    skills: tuple[Name, ...]
    region: Word = ""
    latitude: Latitude
    longitude: Longitude
    terrain: Word = ""
    place: Word = ""
    shifts: Annotated[tuple[ShiftEntry, ...], Field(min_length=1)]
    overtime_minutes: Minutes = 0.0
    price_overtime: Price = 0.0
    price_shift: Price = 0.0
    price_hour: Price = 0.0
    stock: dict[Name, Pieces] = Field(default_factory=dict)
    experience: Positive = 1.0
    pace: Positive = 1.0
    flights: FlightsEntry | None = None
    position: tuple[Latitude, Longitude] | None = None
    free_at: Instant | None = None

    def crew(self) -> Crew:
        """The crew."""
        same = (
            "name",
            "skills",
            "region",
            "price_overtime",
            "price_shift",
            "price_hour",
            "experience",
            "pace",
        )
        return Crew(
            **{name: getattr(self, name) for name in same},
            depot=Place(self.latitude, self.longitude, self.terrain, self.place),
            shifts=tuple(entry.shift() for entry in self.shifts),
            overtime=pd.Timedelta(minutes=self.overtime_minutes),
            stock=dict(self.stock),
            flights=None if self.flights is None else self.flights.flights(),
            position=None if self.position is None else Place(*self.position, self.terrain),
            free_at=None if self.free_at is None else timestamp(self.free_at),
        )
