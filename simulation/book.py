"""The log of a run: its record as frames with names and instants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.eventlog import EventLog, Origin
from domain.instants import MINUTE, micros_of
from scenarios.satisfaction import Satisfaction
from scenarios.scenario import Scenario
from simulation.appointments import CANCELLED, OUTCOMES
from simulation.backlog_log import with_answers, with_past, with_promises
from simulation.contacts import KINDS as CONTACTS
from simulation.deadlines import deadlines
from simulation.lived import lived_through
from simulation.record import BY_POST, HAND_OVER, Floats, Ints, Record, Visits, Work
from simulation.setting import Setting
from simulation.surveys import answers, asked_after

KINDS = ("travel", "work")


def log_of(record: Record, setting: Setting, scenario: Scenario, seed: int, replication: int) -> EventLog:
    """Write the log of a run that has reached the end of its horizon.

    Whatever lies behind the horizon is not in it: work that goes on then has no end.

    Parameters
    ----------
    scenario : with its levers carried out; its promises set the deadlines.
    """
    book = _Book(record, setting, scenario)
    opening = setting.opening
    frames = book.frames() if opening is None else with_past(book.frames(), opening)
    made = deadlines(frames, scenario.terms())
    frames["deadlines"] = made if opening is None else with_promises(made, opening)
    if scenario.satisfaction is not None:
        given = book.surveys(frames, scenario.satisfaction)
        frames["surveys"] = given if opening is None else with_answers(given, opening)
    return EventLog.build(
        frames,
        observed_until=scenario.horizon.covered.end,
        origin=Origin.SIMULATED,
        name=scenario.name,
        time_zone=scenario.horizon.time_zone,
        scenario=scenario.name,
        seed=seed,
        replication=replication,
    )


@dataclass(frozen=True)
class _Book:
    record: Record
    setting: Setting
    scenario: Scenario

    @cached_property
    def visits(self) -> Visits:
        return self.record.visits()

    @cached_property
    def work(self) -> Work:
        return self.record.work()

    def frames(self) -> dict[str, pd.DataFrame]:
        return {
            "applications": self._applications(),
            "visits": self._visits(),
            "segments": self._segments(),
            "holds": self._holds(),
            "appointments": self._appointments(),
            "contacts": self._contacts(),
            "duty": self._duty(),
        }

    def surveys(self, frames: Mapping[str, pd.DataFrame], satisfaction: Satisfaction) -> pd.DataFrame:
        """What customers answer to the surveys after their stages, given all that happened."""
        lived = lived_through(self.visits, self.work, frames, self.scenario.terms())
        given = answers(asked_after(self.visits, self.setting), lived, satisfaction)
        about = frames["visits"]
        frame = pd.DataFrame(
            {
                "application": about["application"].to_numpy()[given.visit],
                "visit": given.visit,
                "stage": about["stage"].array.take(given.visit),
                "dimension": _named(given.dimension, list(satisfaction.dimensions)),
                "score": given.score,
                "answered_at": self._instants(given.minutes),
            }
        )
        return frame[given.minutes <= self.setting.end_minutes]

    def _applications(self) -> pd.DataFrame:
        described = self.setting.described
        return described.assign(
            submitted_at=self._instants(self.setting.submitted_minutes),
            finished_at=self._instants(self.record.finishes(len(described))),
            withdrawn_at=self._instants(self.record.withdrawals(len(described))),
        )

    def _visits(self) -> pd.DataFrame:
        visits, steps = self.visits, self.setting.steps
        return pd.DataFrame(
            {
                "application": visits.application,
                "number": visits.number,
                "stage": _named(visits.step, [step.name for step in steps]),
                "department": _named(visits.step, [step.stage.department for step in steps]),
                "resource": _named(visits.resource, [resource.name for resource in self.setting.resources]),
                "enabled_at": self._instants(visits.enabled),
                "started_at": self._instants(visits.started),
                "completed_at": self._instants(visits.completed),
                "outcome": _named(visits.outcome, self.setting.outcomes),
            }
        )

    def _segments(self) -> pd.DataFrame:
        visit, resource, kind, start, end = self.work
        frame = pd.DataFrame(
            {
                "visit": visit,
                "resource": _named(resource, [resource.name for resource in self.setting.resources]),
                "kind": _named(kind, KINDS),
                "started_at": self._instants(start),
                "ended_at": self._instants(end),
            }
        )
        return frame[start <= self.setting.end_minutes].reset_index(drop=True)

    def _holds(self) -> pd.DataFrame:
        application, visit, step, start, end = self.record.holds()
        # A hold was written down when it began, with the end it would have had.
        end = np.minimum(end, self.record.withdrawals(len(self.setting.way))[application])
        causes = [step.stage.hold.cause if step.stage.hold else "" for step in self.setting.steps]
        frame = pd.DataFrame(
            {
                "application": application,
                "visit": visit,
                "cause": _named(np.where(step == BY_POST, len(causes), step), [*causes, HAND_OVER]),
                "started_at": self._instants(start),
                "ended_at": self._instants(end),
            }
        )
        return frame[start <= np.minimum(end, self.setting.end_minutes)].reset_index(drop=True)

    def _appointments(self) -> pd.DataFrame:
        found = self.record.appointments()
        withdrawn = self.record.withdrawals(len(self.setting.way))[found.application]
        cancelled = (found.outcome < 0) & (withdrawn < np.inf)
        outcome = np.where(cancelled, OUTCOMES.index(CANCELLED), found.outcome)
        settled = np.where(cancelled, withdrawn, found.settled)
        outcome[settled > self.setting.end_minutes] = len(OUTCOMES)
        windows = {"window_start": found.opens, "window_end": found.closes}
        return pd.DataFrame(
            {
                "application": found.application,
                "visit": found.visit,
                "booked_at": self._instants(found.booked),
                **{name: instants_after(self._origin, at) for name, at in windows.items()},
                "outcome": _named(outcome, [*OUTCOMES, "booked"]),
                "settled_at": self._instants(settled),
            }
        )

    def _contacts(self) -> pd.DataFrame:
        contacts = self.record.contacts()
        return pd.DataFrame(
            {
                "application": contacts.application,
                "visit": contacts.visit,
                "kind": _named(contacts.kind, CONTACTS),
                "department": _named(contacts.kind, self.scenario.contact_desks(CONTACTS)),
                "resource": _named(contacts.resource, [resource.name for resource in self.setting.resources]),
                "received_at": self._instants(contacts.received),
                "started_at": self._instants(contacts.started),
                "handled_at": self._instants(contacts.handled),
            }
        )

    def _duty(self) -> pd.DataFrame:
        resources = self.setting.resources
        shifts = [resource.shifts.before(self.setting.end_minutes) for resource in resources]
        worker = np.repeat(np.arange(len(resources)), [len(shift) for shift in shifts])
        spans = np.concatenate([np.zeros((0, 2)), *shifts])
        begun = spans[:, 1] > self.setting.begin_minutes
        worker, spans = worker[begun], np.maximum(spans[begun], self.setting.begin_minutes)
        columns = {
            column: _named(worker, [getattr(resource, attribute) for resource in resources])
            for column, attribute in (
                ("resource", "name"), ("department", "department"), ("region", "region"), ("skill", "skill"),
            )
        }  # fmt: skip
        return pd.DataFrame(
            {**columns, "on_at": self._instants(spans[:, 0]), "off_at": self._instants(spans[:, 1])}
        )

    def _instants(self, minutes: Floats) -> pd.DatetimeIndex:
        """Minutes of the run as instants; NaT where unknown or behind the horizon."""
        return instants_after(self._origin, np.where(minutes <= self.setting.end_minutes, minutes, np.nan))

    @property
    def _origin(self) -> int:
        return int(micros_of(self.scenario.horizon.covered.start))


def instants_after(origin: int, minutes: Floats) -> pd.DatetimeIndex:
    """Minutes after an instant, microseconds since 1970 UTC, as instants; NaT where they are NaN."""
    known = ~np.isnan(minutes)
    instants = (np.rint(np.where(known, minutes, 0) * MINUTE).astype(np.int64) + origin).view("M8[us]")
    instants[~known] = np.datetime64("NaT")
    return pd.DatetimeIndex(instants, tz="UTC")


def _named(codes: Ints | NDArray[Any], names: Sequence[str]) -> pd.Categorical:
    """Codes as names; -1 and an empty name are unknown."""
    known = sorted({name for name in names if name})
    place: Mapping[str, int] = {name: number for number, name in enumerate(known)}
    lookup = np.array([*(place.get(name, -1) for name in names), -1], dtype=np.int64)
    return pd.Categorical.from_codes(lookup[codes], categories=pd.Index(known, dtype="str"))
