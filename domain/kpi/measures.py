"""All that KPIs need of a log, worked out once; filters and periods then only choose rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.kpi.case_columns import Cases, cases_of
from domain.kpi.coded import Coded, Rows
from domain.kpi.contact_columns import handling_of
from domain.kpi.costs import application_costs
from domain.kpi.dimensions import Names, Unit, dimensions
from domain.kpi.duty_columns import Duty, duty_of
from domain.kpi.filters import Filters, has_value, kept_applications
from domain.kpi.interval import Floats
from domain.kpi.presence import Presence, presence
from domain.kpi.promise_columns import Appointments, Deadlines, appointments_of, deadlines_of
from domain.kpi.spells import customer_spells, resources_of, work_spells
from domain.kpi.survey_columns import Surveys, surveys_of
from domain.kpi.visit_columns import Flow, Visits, flow_of, visits_of
from domain.terms import Terms

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Measures:
    """A log under terms as arrays: instants in microseconds, durations in hours, names as codes.

    Attributes
    ----------
    log, terms : what they were made from.
    cases, visits, deadlines, appointments, surveys, duty : columns per row of these.
    flow : which visit followed which.
    presence : when applications that were open had an open visit.
    costs : CNY per application; NaN where not known.
    names : dimensions of each kind of row; those of the application hold for all its rows.
    filters : the filters applied.
    keep : which applications pass them; None for all.
    """

    log: EventLog
    terms: Terms
    cases: Cases
    visits: Visits
    deadlines: Deadlines
    appointments: Appointments
    surveys: Surveys
    duty: Duty
    flow: Flow
    presence: Presence
    costs: Floats
    names: Mapping[Unit, Names]
    filters: Filters
    keep: Flags | None = None

    @classmethod
    def of(cls, log: EventLog, terms: Terms | None = None) -> Self:
        """Work out the measures of a log.

        What the log tells is taken as known when it happened; `compute` cuts a log with late recordings
        first.
        """
        terms = terms or Terms.default(log.time_zone)
        resources, cases = resources_of(log), cases_of(log)
        spells, names = work_spells(log, resources), dimensions(log, resources)
        stage = names[Unit.VISITS]["stage"]
        visits = visits_of(log, cases, stage, spells, customer_spells(log))
        handling = handling_of(log, resources)
        duty = duty_of(log, spells, handling, resources)
        return cls(
            log=log,
            terms=terms,
            cases=cases,
            visits=visits,
            deadlines=deadlines_of(log, terms, cases),
            appointments=appointments_of(log),
            surveys=surveys_of(log),
            duty=duty,
            flow=flow_of(log, cases, visits, stage),
            presence=presence(
                visits.application,
                visits.enabled,
                np.minimum(visits.left, cases.ended[visits.application]),
            ),
            costs=application_costs(log, terms, spells, handling, duty, resources),
            names=names,
            filters=Filters(),
        )

    def where(self, filters: Filters) -> Self:
        """The same measures with other filters; costs one look at each application."""
        keep = kept_applications(self.names, self.visits.application, filters)
        return replace(self, filters=filters, keep=keep)

    @property
    def stage(self) -> Coded:
        """Stage of each visit."""
        return self.names[Unit.VISITS]["stage"]

    def owners(self, unit: Unit, rows: Rows) -> npt.NDArray[np.integer[Any]]:
        """Application of some rows of a kind other than duty."""
        if unit is Unit.APPLICATIONS:
            return rows
        owner = {
            Unit.VISITS: self.visits.application,
            Unit.DEADLINES: self.deadlines.application,
            Unit.APPOINTMENTS: self.appointments.application,
            Unit.SURVEYS: self.surveys.application,
        }
        return owner[unit][rows]

    def rows(self, unit: Unit, condition: Flags) -> Rows:
        """Rows that meet a condition and pass the filters.

        A shift passes by its own department and region: what its resource does for other applications keeps
        it busy all the same.
        """
        rows = np.flatnonzero(condition)
        if unit is Unit.DUTY:
            return rows[self._shift_passes(rows)] if self.filters.chosen else rows
        return rows if self.keep is None else rows[self.keep[self.owners(unit, rows)]]

    def _shift_passes(self, rows: Rows) -> Flags:
        passed = np.ones(self.duty.on.size, dtype=bool)
        for name in ("department", "region"):
            if name in self.filters.chosen:
                passed &= has_value(self.names[Unit.DUTY][name], self.filters.chosen[name])
        return passed[rows]
