"""The question: which crew does which visit when."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.errors import InputError, must, nearest
from domain.plan import Assignment, VisitKey
from optimizer.crew import Crew
from optimizer.visit import Link, Mode, Place, Visit


@dataclass(frozen=True, eq=False)
class Travel:
    """How long and how far it is between places.

    Parameters
    ----------
    places : in the order of the rows and columns, each once.
    minutes, km : from row to column, at the pace of an ordinary crew; shape (places, places).

    Raises
    ------
    InputError : a table that is not square or not of these places, or an entry below 0 or not a number.
    """

    places: tuple[Place, ...]
    minutes: NDArray[np.float64]
    km: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Refuse tables that cannot be travelled by."""
        for name, table in (("minutes", self.minutes), ("km", self.km)):
            shape = (len(self.places),) * 2
            must(table.shape == shape, f"Travel: {name} must have shape {shape}, got {table.shape}.")
            wrong = np.argwhere(~(np.isfinite(table) & (table >= 0)))
            for row, column in wrong[:1].tolist():
                where = f"Travel: {name}: row {row}, column {column}"
                raise InputError(f"{where} must be at least 0, got {table[row, column]}.")

    @cached_property
    def at(self) -> dict[Place, int]:
        """Row and column of each place."""
        return {place: row for row, place in enumerate(self.places)}


@dataclass(frozen=True)
class Prices:
    """What the objective weighs beside the prices of visits and crews, in CNY.

    Parameters
    ----------
    travel_hour, travel_km : an hour and a kilometre on the way.
    imbalance_hour : an hour by which a crew is busier than the mean of crews with the same skills.
    moved_promise : a window promised before that the plan moves; see `Problem.promised`.
    worst_late_hour : an hour by which the visit that is latest of all is late, so that nobody waits for all
        the others; on top of what each visit's own lateness costs.
    """

    travel_hour: float = 60.0
    travel_km: float = 0.0
    imbalance_hour: float = 0.0
    moved_promise: float = 0.0
    worst_late_hour: float = 0.0


@dataclass(frozen=True, eq=False)
class Problem:
    """Visits, crews and all that bounds a plan.

    Parameters
    ----------
    visits, crews : each with a key, a name of its own.
    travel : between all their places.
    links : ties between visits.
    prices : weights of the objective.
    pinned : assignments that stay as they are: begun, within the frozen horizon, or set by hand.
    promised : begins told to customers before, which a plan may move at `prices.moved_promise`.

    Raises
    ------
    InputError : a key or name twice, a link or assignment of a visit that is not there, or a place without
        travel.
    """

    visits: tuple[Visit, ...]
    crews: tuple[Crew, ...]
    travel: Travel
    links: tuple[Link, ...] = ()
    prices: Prices = Prices()
    pinned: tuple[Assignment, ...] = ()
    promised: tuple[Assignment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what does not belong together."""
        for key, times in Counter(visit.key for visit in self.visits).items():
            must(times == 1, f"Problem: visit {key[1]} of {key[0]!r} must be given once, got {times} times.")
        for name, times in Counter(crew.name for crew in self.crews).items():
            must(times == 1, f"Problem: crew {name!r} must be given once, got {times} times.")
        self._knows_its_links()
        self._knows_its_places()
        for assignment in self.pinned:
            hint = nearest(assignment.crew, self.crew_of)
            must(
                assignment.crew in self.crew_of,
                f"Problem: a pinned visit must be of a crew of the problem, got {assignment.crew!r}{hint}.",
            )

    def _knows_its_links(self) -> None:
        tied = [key for link in self.links for key in vars(link).values() if isinstance(key, tuple)]
        for application, number in [*tied, *(one.key for one in self.pinned)]:
            known = (application, number) in self.visit_of
            must(known, f"Problem: a tied or pinned visit must be given, got {number} of {application!r}.")

    def _knows_its_places(self) -> None:
        crews = [place for crew in self.crews for place in crew.places]
        for place in [*crews, *(visit.place for visit in self.visits)]:
            must(place in self.travel.at, f"Problem: travel must cover all places, got none for {place}.")

    @cached_property
    def visit_of(self) -> dict[VisitKey, Visit]:
        """Each visit by its key."""
        return {visit.key: visit for visit in self.visits}

    @cached_property
    def crew_of(self) -> dict[str, Crew]:
        """Each crew by its name."""
        return {crew.name: crew for crew in self.crews}


def way_to_do(visit: Visit, crew: Crew) -> Mode | None:
    """The mode in which a crew does a visit; None where it cannot: no skill, or no terrain to fly in."""
    flights = crew.flights
    if flights is not None and flights.terrains and visit.place.terrain not in flights.terrains:
        return None
    able = (mode for mode in visit.modes if set(mode.skills) <= set(crew.skills))
    return next(able, None)
