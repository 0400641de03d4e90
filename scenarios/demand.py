"""Who applies, where and when: per track and region a Poisson stream with its hours, weekdays and seasons."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.part import Country, Name, Part, Weight

URGENCY = "normal"
"""The urgency of every customer; no stream brings another yet."""
PerDay = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]


Hours = Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]
Weekdays = Annotated[tuple[Weight, ...], Field(min_length=7, max_length=7)]
Months = Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12)]


class Stream(Part):
    """The applications of one track.

    Parameters
    ----------
    per_day : region -> mean applications on an average day of an average month, from 0.
    hours, weekdays, months : relative weights (24 from midnight, 7 from Monday, 12 from January) in local
        time.
    holiday : factor on a public holiday.
    """

    per_day: dict[Name, PerDay]
    hours: Hours = (1.0,) * 24
    weekdays: Weekdays = (1.0,) * 7
    months: Months = (1.0,) * 12
    holiday: Weight = 1.0

    @model_validator(mode="after")
    def _has_weight(self) -> "Stream":
        for name in ("hours", "weekdays", "months"):
            if not sum(getattr(self, name)) > 0:
                raise InputError(f"{name} must hold a weight greater than 0, got only zeros")
        return self


class Demand(Part):
    """The streams of all tracks.

    Parameters
    ----------
    scale : factor on every stream; customers present at one scale are present, at the same instant, at a
        larger.
    holidays : ISO 3166 code of the country whose public holidays count; none when absent.
    tracks : track -> its stream.
    """

    scale: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)] = 1.0
    holidays: Country | None = None
    tracks: dict[Name, Stream]
