"""What comes beside the usual streams: surges over some days, and single customers at a stated instant."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from domain.errors import InputError, must
from scenarios.part import Latitude, Longitude, Name, Part, Weight

PerDay = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]


def _an_instant(text: str) -> str:
    try:
        is_local = f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}" == text
    except ValueError:
        is_local = False
    must(is_local, f"must be a local time like '2026-03-04 09:30', got {text!r}")
    return text


Instant = Annotated[Name, AfterValidator(_an_instant)]


class Surge(Part):
    """Further customers of some streams over some days, spread over hours and weekdays as their stream is.

    They are others than the usual ones, who come all the same, and are counted in a series of their own. Days
    outside those of the run bring nobody.

    Parameters
    ----------
    name : of the surge; it decides their luck, and their numbers begin with it.
    start : first local day.
    days : how many, from 1.
    factor : how many come beside the usual ones, as a multiple of those.
    per_day : how many come from each region on an average day, where the usual ones are no measure.
    streams, regions : whose customers; all streams, and all regions they come from, where none is named.
    """

    name: Name
    start: date
    days: Annotated[int, Field(strict=True, ge=1, le=3660)]
    factor: Annotated[float, Field(strict=True, ge=0, le=1000, allow_inf_nan=False)] | None = None
    per_day: PerDay | None = None
    streams: tuple[Name, ...] = ()
    regions: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _says_how_many(self) -> Self:
        if (self.factor is None) == (self.per_day is None):
            raise InputError("exactly one of factor and per_day must be given")
        return self

    @property
    def end(self) -> date:
        """The local day after the last."""
        return self.start + timedelta(days=self.days)

    def from_region(self, region: str, stream: str, usual: Mapping[str, float]) -> float:
        """Further customers of a stream from a region on an average day.

        Parameters
        ----------
        usual : region -> usual customers of the stream on such a day.
        """
        if (self.streams and stream not in self.streams) or (self.regions and region not in self.regions):
            return 0.0
        return self.per_day if self.per_day is not None else (self.factor or 0.0) * usual.get(region, 0.0)


class Request(Part):
    """One customer who applies at a stated instant, at whatever scale of demand; outside the run, nobody.

    Parameters
    ----------
    name : what its number begins with; it decides its luck.
    at : local time, such as "2026-03-04 09:30".
    stream, region : what customer it is and where; what is not said below is drawn as for others of these.
    capacity_kw, urgency : what it asks for.
    latitude, longitude : of the site, degrees; both or none.
    """

    name: Name
    at: Instant
    stream: Name
    region: Name
    capacity_kw: Weight | None = None
    urgency: Name | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None

    @model_validator(mode="after")
    def _has_a_whole_site(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise InputError("latitude and longitude must be given together")
        return self

    @property
    def local(self) -> datetime:
        """When it applies, local time."""
        return datetime.fromisoformat(self.at)

    @property
    def site(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are stated."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
