"""Who applies, where and when: streams of customers, each Poisson with its hours, weekdays and seasons."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.part import Country, Name, Part, Weight

PerDay = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
Weights = Annotated[dict[Name, Weight], Field(min_length=1)]


Hours = Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]
Weekdays = Annotated[tuple[Weight, ...], Field(min_length=7, max_length=7)]
Months = Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12)]


class Stream(Part):
    """Customers of one category; `routing` decides which track each of them takes.

    Parameters
    ----------
    category : of the customers.
    capacity_kw : least and greatest capacity asked for, kW; customers are spread evenly between.
    channels, urgency : channel, urgency -> relative weight.
    per_day : region -> mean applications on an average day of an average month, from 0.
    hours, weekdays, months : relative weights (24 from midnight, 7 from Monday, 12 from January) in local
        time.
    holiday : factor on a public holiday.
    """

    category: Name
    capacity_kw: tuple[Weight, Weight]
    channels: Weights
    urgency: Weights = Field(default_factory=lambda: {"normal": 1.0})
    per_day: dict[Name, PerDay]
    hours: Hours = (1.0,) * 24
    weekdays: Weekdays = (1.0,) * 7
    months: Months = (1.0,) * 12
    holiday: Weight = 1.0

    @model_validator(mode="after")
    def _has_weight(self) -> Self:
        for name in ("hours", "weekdays", "months"):
            if not sum(getattr(self, name)) > 0:
                raise InputError(f"{name} must hold a weight greater than 0, got only zeros")
        for name in ("channels", "urgency"):
            if not sum(getattr(self, name).values()) > 0:
                raise InputError(f"{name} must hold a weight greater than 0, got only zeros")
        return self

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        low, high = self.capacity_kw
        if low > high:
            raise InputError(f"capacity_kw must not fall, got {low:g}, {high:g}")
        return self


class Demand(Part):
    """All streams of customers.

    Parameters
    ----------
    scale : factor on every stream; customers present at one scale are present, at the same instant, at a
        larger.
    holidays : ISO 3166 code of the country whose public holidays count; none when absent.
    streams : by name.
    """

    scale: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)] = 1.0
    holidays: Country | None = None
    streams: dict[Name, Stream]
