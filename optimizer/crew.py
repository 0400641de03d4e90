"""Who can do it: crews, their shifts and what limits them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from domain.errors import must
from optimizer.visit import NO_TIME, Place


@dataclass(frozen=True)
class Break:
    """A pause within a shift, taken between two visits or on the way, not in the middle of work.

    Parameters
    ----------
    earliest, latest : when it may begin.
    length : how long it takes.
    """

    earliest: pd.Timestamp
    latest: pd.Timestamp
    length: pd.Timedelta


@dataclass(frozen=True)
class Shift:
    """Time on duty without a night in it: the crew leaves its depot and is back.

    Parameters
    ----------
    begins_at, ends_at : of the time on duty; daylight and weather that ground a crew are taken out of it.
    breaks : in order.
    longest_out : most time between leaving the depot and being back, overtime or not; waiting before the
        crew has to leave does not count. None where only the shift bounds it.
    """

    begins_at: pd.Timestamp
    ends_at: pd.Timestamp
    breaks: tuple[Break, ...] = ()
    longest_out: pd.Timedelta | None = None

    def __post_init__(self) -> None:
        """Refuse a shift without time in it, or none to be out in."""
        must(
            self.begins_at < self.ends_at,
            f"Shift: must end after it begins, got {self.begins_at} to {self.ends_at}.",
        )
        must(
            self.longest_out is None or self.longest_out > NO_TIME,
            f"Shift: longest_out must be above 0, got {self.longest_out}.",
        )


@dataclass(frozen=True)
class Flights:
    """What limits a drone team beside its shifts.

    Parameters
    ----------
    battery : flying time, which is working time, that one set of batteries lasts.
    recharge : time to load them; taken as soon as the next visit would not fit into what is left.
    terrains : where it may fly; everywhere when none is given.
    """

    battery: pd.Timedelta
    recharge: pd.Timedelta
    terrains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crew:
    """People or a drone team that work together.

    Parameters
    ----------
    name : of its own.
    skills : what it can do.
    region : its home.
    depot : where its shifts begin and end.
    shifts : over the horizon, in order, none within another.
    overtime : time by which it may come back after the end of a shift, at a price.
    price_overtime : CNY for an hour of that.
    price_shift : CNY for a shift in which it does anything.
    price_hour : CNY for an hour between leaving the depot and being back.
    stock : item -> pieces it can carry on a shift.
    experience : factor on working time: 1 for an experienced crew, more for a novice one.
    pace : factor on the time of travel.
    flights : limits of a drone team; None for others.
    position : where it is when planning begins; None for its depot.
    free_at : when it is through with what it is at; None where it is free.

    Raises
    ------
    InputError : shifts out of order, or a factor that is not above 0.
    """

    name: str
    skills: tuple[str, ...]
    region: str
    depot: Place
    shifts: tuple[Shift, ...]
    overtime: pd.Timedelta = NO_TIME
    price_overtime: float = 0.0
    price_shift: float = 0.0
    price_hour: float = 0.0
    stock: Mapping[str, int] = field(default_factory=dict)
    experience: float = 1.0
    pace: float = 1.0
    flights: Flights | None = None
    position: Place | None = None
    free_at: pd.Timestamp | None = None

    def __post_init__(self) -> None:
        """Refuse a crew that could not be."""
        for name in ("experience", "pace"):
            must(
                getattr(self, name) > 0,
                f"Crew {self.name!r}: {name} must be above 0, got {getattr(self, name)}.",
            )
        for one, other in zip(self.shifts, self.shifts[1:], strict=False):
            must(
                one.ends_at <= other.begins_at,
                f"Crew {self.name!r}: shifts must follow each other, got one that begins at "
                f"{other.begins_at} before the one before has ended at {one.ends_at}.",
            )

    @property
    def places(self) -> tuple[Place, ...]:
        """Its depot, and where it is if it is known to be elsewhere."""
        return (self.depot,) if self.position is None else (self.depot, self.position)

    def begins_from(self, shift: int) -> Place:
        """Where a shift begins: the first one where the crew is, others at its depot."""
        return self.position if shift == 0 and self.position is not None else self.depot

    @property
    def is_away(self) -> bool:
        """Whether it has left its depot when planning begins."""
        return self.position not in (None, self.depot)

    def another(self, name: str) -> "Crew":
        """One more like this one under a name of its own, free and at its depot."""
        return replace(self, name=name, position=None, free_at=None)
