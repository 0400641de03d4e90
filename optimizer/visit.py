"""What is to be done: visits, and what ties them to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import NamedTuple

import pandas as pd

from domain.errors import must
from domain.plan import VisitKey

NO_TIME = pd.Timedelta(0)


class Place(NamedTuple):
    """Where a visit or a depot is.

    Attributes
    ----------
    latitude, longitude : degrees; or the coordinates of a plane, where travel is given by a table.
    terrain : of the region it lies in.
    name : by which a table of travel knows it; the coordinates otherwise.
    """

    latitude: float
    longitude: float
    terrain: str = ""
    name: str = ""


class Moment(StrEnum):
    """What of a visit a deadline is for."""

    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True)
class Mode:
    """A way to do a visit.

    Parameters
    ----------
    skills : a crew must have all of them; a drone team's survey differs by them from one on foot.
    duration : expected working time of an experienced crew, without the way.
    spread : standard deviation of that time.
    """

    skills: tuple[str, ...]
    duration: pd.Timedelta
    spread: pd.Timedelta = NO_TIME

    def __post_init__(self) -> None:
        """Refuse work that takes less than no time."""
        must(self.duration >= NO_TIME, f"Mode: duration must be at least 0, got {self.duration}.")
        must(self.spread >= NO_TIME, f"Mode: spread must be at least 0, got {self.spread}.")


@dataclass(frozen=True)
class Visit:
    """A visit of a crew to a customer that is to be planned.

    Parameters
    ----------
    application, number : which visit it is; see `domain.plan.VisitKey`.
    stage, track, region : what it is about.
    place : of the customer.
    modes : ways to do it, at least one; a crew does it in the first for which it has the skills.
    ready_at : it cannot begin before; None where it can at any time.
    due_at : when it is promised; later is allowed and has a price. None where nothing is promised.
    due_for : whether the visit must have begun by then, or must have ended.
    price_late : CNY for an hour after `due_at`.
    price_unplanned : CNY for leaving it out.
    window : the first and the last instant to begin at, promised to the customer: never broken.
    materials : item -> pieces taken from the stock that the crew carries, such as {"meter": 1}.
    priority : a lower number goes first where a plan cannot tell visits apart by their price.

    Raises
    ------
    InputError : no mode, a price below 0 or not a number, or a window that ends before it begins.
    """

    application: str
    number: int
    stage: str
    track: str
    region: str
    place: Place
    modes: tuple[Mode, ...]
    ready_at: pd.Timestamp | None = None
    due_at: pd.Timestamp | None = None
    due_for: Moment = Moment.END
    price_late: float = 0.0
    price_unplanned: float = 0.0
    window: tuple[pd.Timestamp, pd.Timestamp] | None = None
    materials: Mapping[str, int] = field(default_factory=dict)
    priority: int = 0

    def __post_init__(self) -> None:
        """Refuse what no plan could hold."""
        where = f"Visit {self.number} of {self.application!r}"
        must(bool(self.modes), f"{where}: modes must have at least one way to do it, got none.")
        for name in ("price_late", "price_unplanned"):
            price = getattr(self, name)
            must(isfinite(price) and price >= 0, f"{where}: {name} must be at least 0, got {price}.")
        if self.window is not None:
            first, last = self.window
            must(first <= last, f"{where}: window must not end before it begins, got {first} to {last}.")

    @property
    def key(self) -> VisitKey:
        """Which visit it is."""
        return self.application, self.number


@dataclass(frozen=True)
class Follows:
    """A visit that cannot begin before another has ended, such as an installation after its construction.

    Where the first is left out, so is the other; ties that go round in a circle leave out all of it.

    Parameters
    ----------
    first, then : the two visits.
    gap : least time between the end of the first and the begin of the other.
    """

    first: VisitKey
    then: VisitKey
    gap: pd.Timedelta = NO_TIME


@dataclass(frozen=True)
class Together:
    """Two visits by two crews whose begins are tied: at once, or one a stated time after the other.

    Both are planned or neither.

    Parameters
    ----------
    first, second : the two visits, never of the same crew.
    least, most : bounds of the time from the begin of the first to that of the second; both 0: at once.
    """

    first: VisitKey
    second: VisitKey
    least: pd.Timedelta = NO_TIME
    most: pd.Timedelta = NO_TIME


Link = Follows | Together
