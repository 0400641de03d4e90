"""When a visit must be over for a promise to be kept that later stages still have to keep."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.calendar import WorkingCalendar
from domain.moment import APPLICATION, Moment
from domain.plan import VisitKey, WaitingVisit
from domain.service_level import ServiceLevel
from scenarios.scenario import Scenario
from scenarios.stage import Hold, Stage, Work

TINY_HOURS = 1e-6
MOSTLY = 0.5
"""Stages that fewer applications come to are not reckoned with."""


@dataclass(frozen=True)
class Latest:
    """By when a visit must have come so far.

    Parameters
    ----------
    by_expectation : if all that follows takes what it is expected to take.
    at_best : if nobody is waited for any more, neither customers nor papers; later than this it is too late.
    begins : whether the visit must have begun by then; it must have ended otherwise.
    hold : the longest that others are waited for in between; None where nobody is.
    """

    by_expectation: pd.Timestamp
    at_best: pd.Timestamp
    begins: bool
    hold: Hold | None = None

    def chance(self, left_hours: NDArray[np.float64], margin_hours: float = 0.0) -> NDArray[np.float64]:
        """That the promise is kept if the visit is done so many hours before `at_best`.

        The longest hold must be over by then; and what is not reckoned with, queues and work that takes
        longer, makes the margin before it ever less safe.
        """
        kept = np.clip(left_hours / max(margin_hours, TINY_HOURS), 0.0, 1.0)
        if self.hold is None:
            return kept
        minutes = np.maximum(left_hours, 0.0) * 60
        over = self.hold.duration.cdf(minutes)
        lapse = self.hold.lapse_after_hours
        return kept * (over if lapse is None else np.where(left_hours >= lapse, 1.0, over))


@dataclass(frozen=True)
class TimeLeft:
    """Reckons back from promises through the stages that follow, each within the hours of its roster.

    Queues are not reckoned with, nor is the way of crews.

    Parameters
    ----------
    scenario : with its levers carried out.
    """

    scenario: Scenario

    def of(self, visits: Iterable[WaitingVisit]) -> dict[VisitKey, Latest]:
        """By when visits must be done; those that no promise waits for are left out."""
        alike: dict[tuple[str, str, str], list[WaitingVisit]] = {}
        for one in visits:
            if one.service_level is not None:
                alike.setdefault((one.track, one.stage, one.service_level), []).append(one)
        return {key: latest for same, ones in alike.items() for key, latest in self._of_alike(*same, ones)}

    def _of_alike(
        self, track: str, stage: str, level: str, visits: Sequence[WaitingVisit]
    ) -> Iterator[tuple[VisitKey, Latest]]:
        end = self._levels[level].limit.end
        later = self._between(track, stage, end)
        if later is None:
            return
        begins = end == Moment(stage, "started")
        due_at = pd.DatetimeIndex([one.due_at for one in visits])
        holds = [hold for name in later if (hold := self.scenario.stages_of(track)[name].hold)]
        longest = max(holds, key=lambda hold: hold.duration.mean_minutes, default=None)
        back = (self._back(due_at, track, later, end, waits) for waits in (True, False))
        for one, expected, best in zip(visits, *back, strict=True):
            yield one.key, Latest(expected, best, begins, longest)

    def _between(self, track: str, stage: str, end: Moment) -> list[str] | None:
        """Stages after one and up to a moment that most applications pass; None where it is not ahead."""
        visits = self._visits[track]
        stages = list(visits)
        if stage not in visits:
            return None
        behind = stages[stages.index(stage) + 1 :]
        if end.subject == APPLICATION:
            last = len(behind)
        elif end.subject in behind:
            last = behind.index(end.subject) + 1
        else:
            return [] if end.subject == stage else None
        return [name for name in behind[:last] if visits[name] >= MOSTLY]

    def _back(
        self, due_at: pd.DatetimeIndex, track: str, later: Sequence[str], end: Moment, waits: bool
    ) -> pd.DatetimeIndex:
        at = due_at
        for name in reversed(later):
            stage = self.scenario.stages_of(track)[name]
            if end != Moment(name, "started"):
                at = self._before_work(stage, at)
            if waits:
                at = at - _held(stage)
        return at

    def _before_work(self, stage: Stage, at: pd.DatetimeIndex) -> pd.DatetimeIndex:
        if stage.work is None or stage.work.only_after_lapse or stage.expected_minutes == 0:
            return at
        calendar = self._calendars[self._roster(stage.work)]
        return calendar.add(at, -pd.Timedelta(minutes=stage.expected_minutes))

    def _roster(self, work: Work) -> str:
        """Of the desk, or of the first crews that can do it."""
        workforce = self.scenario.workforce
        if work.desk is not None:
            return workforce.desks[work.desk].roster
        return next(group.roster for group in workforce.crews if work.skill in group.skills)

    @cached_property
    def _levels(self) -> dict[str, ServiceLevel]:
        return {level.name: level for level in self.scenario.terms().service_levels}

    @cached_property
    def _visits(self) -> dict[str, dict[str, float]]:
        return {track: self.scenario.procedure(track).expected_visits() for track in self.scenario.tracks}

    @cached_property
    def _calendars(self) -> dict[str, WorkingCalendar]:
        zone = self.scenario.horizon.time_zone
        return {name: roster.calendar(name, zone) for name, roster in self.scenario.rosters.items()}


def _held(stage: Stage) -> pd.Timedelta:
    hold = stage.hold
    if hold is None:
        return pd.Timedelta(0)
    minutes = hold.duration.mean_minutes
    lapse = minutes if hold.lapse_after_hours is None else 60 * hold.lapse_after_hours
    return pd.Timedelta(minutes=min(minutes, lapse))
