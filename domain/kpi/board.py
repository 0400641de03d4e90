"""Everything the Board shows of a log, in one call."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from domain.kpi.change import change_interval
from domain.kpi.dimensions import Unit
from domain.kpi.figure import Figure
from domain.kpi.filters import Filters
from domain.kpi.indicator import Better
from domain.kpi.measures import Measures
from domain.kpi.period import Freq, Period, default_period, previous
from domain.kpi.promises import ageing, on_time_trend
from domain.kpi.question import Question
from domain.kpi.registry import KPIS
from domain.kpi.stages import process_map, stage_times
from domain.kpi.standing import flow, work_in_progress

CARDS = (
    "submitted",
    "finished",
    "open_applications",
    "open_past_due",
    "on_time_rate",
    "cycle_time_median",
    "cycle_time_p90",
    "first_time_right_rate",
    "appointment_kept_rate",
    "satisfaction_mean",
    "utilisation",
    "cost_per_application",
)
"""KPIs on the cards of the Board, in order."""

FOLLOW_DEMAND = frozenset({"submitted", "finished", "open_applications"})
"""Counts that rise and fall with what customers ask for: from period to period, neither way is good."""

Direction = Literal["better", "worse", "same", "chance"]


@dataclass(frozen=True)
class Card:
    """A KPI of the period beside that of the period before.

    Attributes
    ----------
    figure, before : of this period and of the previous one.
    better : which direction is good; None where that depends, as for counts that follow demand.
    label : English name, the key of its translations.
    """

    name: str
    figure: Figure
    before: Figure
    better: Better | None
    label: str

    @property
    def change(self) -> float | None:
        """The period minus the previous one; None where either is not known."""
        if self.figure.mean is None or self.before.mean is None:
            return None
        return self.figure.mean - self.before.mean

    @property
    def direction(self) -> Direction | None:
        """Whether the change is good, or no more than chance; None where that is not known.

        It is "chance" while the 95 % interval of the change (`change_interval`) holds 0.
        """
        if self.change is None or self.better is None:
            return None
        if self.change == 0:
            return "same"
        low, high = change_interval(self.figure, self.before)
        if low <= 0 <= high:
            return "chance"
        return "better" if (self.change > 0) == (self.better == "higher") else "worse"


@dataclass(frozen=True, eq=False)
class BoardFigures:
    """What the Board shows; the functions that make the frames state their columns.

    Attributes
    ----------
    period, previous : of the figures and of those they are compared with.
    at : now.
    freq : width of the bins of the charts.
    time_zone : IANA zone in which to show the instants, which are UTC.
    cases : applications that pass the filters and had been submitted by now.
    cards : KPIs with their change.
    wip : `work_in_progress` by stage.
    flow : submitted, finished, withdrawn and open over time.
    on_time : `on_time_trend`.
    ageing, stages, nodes, edges : `ageing`, `stage_times`, `process_map`.
    """

    period: Period
    previous: Period
    at: pd.Timestamp
    freq: Freq
    time_zone: str
    cases: int
    cards: tuple[Card, ...]
    wip: pd.DataFrame
    flow: pd.DataFrame
    on_time: pd.DataFrame
    ageing: pd.DataFrame
    stages: pd.DataFrame
    nodes: pd.DataFrame
    edges: pd.DataFrame


def board(measures: Measures, filters: Filters, at: pd.Timestamp | None = None) -> BoardFigures:
    """Work out what the Board shows.

    Parameters
    ----------
    filters : which applications; its period, or the default period of the log.
    at : now; the end of the log when not given.

    Raises
    ------
    InputError
        When a filter names a dimension that applications do not have.
    """
    at = measures.log.observed_until if at is None else at
    period = filters.period or default_period(measures.log, at)
    chosen, question = measures.where(filters), Question(period, at)
    nodes, edges = process_map(chosen, question)
    return BoardFigures(
        period=period,
        previous=previous(period),
        at=at,
        freq=period.freq,
        time_zone=measures.log.time_zone,
        cases=chosen.rows(Unit.APPLICATIONS, chosen.cases.submitted <= question.now).size,
        cards=tuple(_card(chosen, question, name) for name in CARDS),
        wip=work_in_progress(chosen, question, period.freq),
        flow=flow(chosen, question, period.freq),
        on_time=on_time_trend(chosen, question, period.freq),
        ageing=ageing(chosen, question),
        stages=stage_times(chosen, question),
        nodes=nodes,
        edges=edges,
    )


def _card(measures: Measures, question: Question, name: str) -> Card:
    kpi = KPIS[name]
    before = Question(previous(question.period), question.at)
    return Card(
        name,
        kpi.figures(measures, question)[0],
        kpi.figures(measures, before)[0],
        None if name in FOLLOW_DEMAND else kpi.better,
        kpi.label,
    )
