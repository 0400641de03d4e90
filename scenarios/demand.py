"""Who applies, where and when: streams of customers, each Poisson with its hours, weekdays and seasons."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.extra import PerDay, Request, Surge
from scenarios.part import Country, Name, Part, Weight

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

    def narrowed(self, request: Request) -> "Stream":
        """The same, as if all its customers asked for what one of them is stated to."""
        asked = request.capacity_kw
        capacity_kw = self.capacity_kw if asked is None else (asked, asked)
        urgency = self.urgency if request.urgency is None else {request.urgency: 1.0}
        return self.model_copy(update={"capacity_kw": capacity_kw, "urgency": urgency})


class Demand(Part):
    """All streams of customers, and who comes beside them.

    Parameters
    ----------
    scale : factor on every stream; customers present at one scale are present, at the same instant, at a
        larger.
    holidays : ISO 3166 code of the country whose public holidays count; none when absent.
    streams : by name.
    surges, requests : further customers, over some days and one by one; they change nobody else's arrival,
        number or luck.
    """

    scale: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)] = 1.0
    holidays: Country | None = None
    streams: dict[Name, Stream]
    surges: tuple[Surge, ...] = ()
    requests: tuple[Request, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for kind in ("surges", "requests"):
            names = [each.name for each in getattr(self, kind)]
            for name in names:
                if names.count(name) > 1:
                    raise InputError(f"{kind} must have names of their own, got {name!r} twice")
        return self

    def surging(self) -> Iterator[tuple[Surge, str, str, float]]:
        """Each surge with a stream, a region, and how many it brings of them on an average day."""
        for surge in self.surges:
            for name, stream in self.streams.items():
                for region in dict.fromkeys(surge.regions or stream.per_day):
                    per_day = surge.from_region(region, name, stream.per_day)
                    if per_day > 0:
                        yield surge, name, region, per_day

    def requested(self) -> Iterator[tuple[Request, Stream]]:
        """Each request whose stream is known, with what customer it is."""
        for request in self.requests:
            if request.stream in self.streams:
                yield request, self.streams[request.stream].narrowed(request)

    def kinds(self) -> Iterator[Stream]:
        """What customers come: of the streams, and of the requests."""
        yield from self.streams.values()
        yield from (stream for _, stream in self.requested())
