"""When a visit must be over for a promise to be kept that later stages still have to keep."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from domain.calendar import WorkingCalendar
from domain.moment import APPLICATION, Moment
from domain.plan import WaitingVisit
from domain.service_level import ServiceLevel
from scenarios.scenario import Scenario
from scenarios.stage import Stage

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
    """

    by_expectation: pd.Timestamp
    at_best: pd.Timestamp
    begins: bool


@dataclass(frozen=True)
class TimeLeft:
    """Reckons back from promises through the stages that follow, each within the hours of its roster.

    Queues are not reckoned with, nor is the way of crews.

    Parameters
    ----------
    scenario : with its levers carried out.
    """

    scenario: Scenario

    def of(self, visit: WaitingVisit) -> Latest | None:
        """By when a visit must be done; None where no promise waits for it."""
        if visit.due_at is None or visit.service_level is None:
            return None
        end = self._levels[visit.service_level].limit.end
        if end == Moment(visit.stage, "started"):
            return Latest(visit.due_at, visit.due_at, begins=True)
        later = self._between(visit.track, visit.stage, end)
        if later is None:
            return None
        expected, best = (self._back(visit, later, end, waits) for waits in (True, False))
        return Latest(expected, best, begins=False)

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

    def _back(self, visit: WaitingVisit, later: list[str], end: Moment, waits: bool) -> pd.Timestamp:
        at = visit.due_at
        assert at is not None
        for name in reversed(later):
            stage = self.scenario.stages_of(visit.track)[name]
            if end != Moment(name, "started"):
                at = self._before_work(stage, visit.region, at)
            if waits:
                at -= _held(stage)
        return at

    def _before_work(self, stage: Stage, region: str, at: pd.Timestamp) -> pd.Timestamp:
        if stage.work is None or stage.work.only_after_lapse or stage.expected_minutes == 0:
            return at
        calendar = self._calendars[self._roster(stage, region)]
        return pd.Timestamp(calendar.add(at, -pd.Timedelta(minutes=stage.expected_minutes)))

    def _roster(self, stage: Stage, region: str) -> str:
        assert stage.work is not None
        workforce = self.scenario.workforce
        if stage.work.desk is not None:
            return workforce.desks[stage.work.desk].roster
        able = (
            group for group in workforce.crews if stage.work.skill in group.skills and group.region == region
        )
        return next(able).roster

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
