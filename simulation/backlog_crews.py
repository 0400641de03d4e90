"""Where crews are at the beginning of a run that starts from a backlog: where the log saw them last."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simulation.backlog import Opening
from simulation.backlog_past import Stretch
from simulation.crews import Crew
from simulation.place import Point, point
from simulation.shifts import OFF_DUTY


class _Sight(NamedTuple):
    """The last a log knows of a crew: when its last stretch began, and its last place and since when."""

    last: float
    place: Point | None
    since: float


class Crews:
    """The crews of a run by name, each on duty or not as its roster has it, and where it was seen last.

    Parameters
    ----------
    names : of the crews.
    """

    def __init__(self, opening: Opening, names: Sequence[str], crews: Sequence[Crew]) -> None:
        self.by_name = dict(zip(names, crews, strict=True))
        self._seen = _sights(opening)
        for name, crew in self.by_name.items():
            crew.settle(opening.begin_minutes)
            self._place(name, crew)

    def of(self, stretch: Stretch) -> Crew | None:
        """Whose stretch it was, if it is in the run, free yet, and has done nothing since."""
        crew = self.by_name.get(stretch.resource or "")
        if crew is None or crew.visit is not None or crew.shift == OFF_DUTY:
            return None
        return crew if stretch.goes_on or self._seen[stretch.resource or ""].last == stretch.start else None

    def pace(self, stretch: Stretch) -> float:
        """How long the crew takes for what others do in a minute; 1 where the run does not know it."""
        crew = self.by_name.get(stretch.resource or "")
        return 1.0 if crew is None else crew.pace

    def errors(self, stretch: Stretch) -> float:
        """How prone to errors the crew is; 1 where the run does not know it."""
        crew = self.by_name.get(stretch.resource or "")
        return 1.0 if crew is None else crew.errors

    def _place(self, name: str, crew: Crew) -> None:
        sight = self._seen.get(name)
        if crew.spot is None or sight is None or sight.place is None:
            return
        if sight.since >= _set_out_minutes(crew):
            crew.spot = sight.place


def _set_out_minutes(crew: Crew) -> float:
    """When a crew last set out from its depot."""
    shift = crew.shift
    while shift > 0 and not crew.shifts.rested(shift):
        shift -= 1
    return crew.shifts.starts[shift] if shift >= 0 else np.inf


def _sights(opening: Opening) -> dict[str, _Sight]:
    """By name, from all that is known at the beginning, applications that are finished among it."""
    log = opening.whole
    segments = log.segments.dropna(subset=["resource", "started_at"]).sort_values("started_at", kind="stable")
    last = segments.drop_duplicates("resource", keep="last").set_index("resource")["started_at"]
    been = segments.dropna(subset=["ended_at"]).drop_duplicates("resource", keep="last").set_index("resource")
    sites = log.applications.loc[
        log.visits["application"].to_numpy()[been["visit"]], ["latitude", "longitude"]
    ]
    where = dict(zip(been.index, sites.to_numpy(np.float64).tolist(), strict=True))
    since = dict(zip(been.index, opening.minutes(been["started_at"]).tolist(), strict=True))
    return {
        str(name): _Sight(start, _point(where.get(name)), since.get(name, -np.inf))
        for name, start in zip(last.index, opening.minutes(last).tolist(), strict=True)
    }


def _point(place: list[float] | None) -> Point | None:
    return None if place is None or np.isnan(place).any() else point(*place)
