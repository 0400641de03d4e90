"""Terms: what a KPI needs beside the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.calendar import WorkingCalendar
from domain.errors import must
from domain.service_level import ServiceLevel


@dataclass(frozen=True)
class Terms:
    """Service levels, working time and prices under which a log is judged.

    Attributes
    ----------
    calendar : working time of the service, for ages and limits counted in working units.
    service_levels : the promises; a deadline of the log finds its own by name.
    prices : CNY per hour of work, by skill or department, and "travel_hour" for travel. What a resource
        without a price costs is not known, so a cost KPI leaves it out and says so in its n.
    """

    calendar: WorkingCalendar
    service_levels: tuple[ServiceLevel, ...] = ()
    prices: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, price in self.prices.items():
            must(price >= 0, f"Terms: price of '{name}' must be at least 0 CNY per hour, got {price}.")

    @classmethod
    def default(cls, time_zone: str = "UTC") -> "Terms":
        """Terms of a log about which nothing is known: every hour counts, no promise, no price."""
        return cls(calendar=WorkingCalendar.always(time_zone))
