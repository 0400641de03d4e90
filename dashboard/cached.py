"""What is computed once and kept while it is needed; every cache is bounded."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

import models.dates_told
import models.satisfaction
from dashboard.foretelling import Foretold
from dashboard.shelf import OpenLog
from domain import kpi
from domain.kpi.period import Freq
from models import hourly_lists
from models.alarms import Costs
from models.comments import Topics, comments_of, topics_of
from models.hindsight import Hindsight
from models.satisfaction import Satisfaction

_MOST_LOGS = 8
"""Logs whose precomputed columns are kept; those of others are computed again when asked for."""


@st.cache_resource(max_entries=_MOST_LOGS, show_spinner=False)
def measures(key: str, _opened: OpenLog) -> kpi.Measures:
    """Precomputed columns of an open log; `key` is that of the log, which never changes."""
    return kpi.Measures.of(_opened.log, _opened.terms)


@st.cache_resource(max_entries=_MOST_LOGS, show_spinner=False)
def choices(key: str, _opened: OpenLog) -> dict[str, tuple[str, ...]]:
    """Values to filter an open log by."""
    return kpi.choices(measures(key, _opened))


@st.cache_data(max_entries=_MOST_LOGS, show_spinner=False)
def stages(key: str, _opened: OpenLog) -> tuple[str, ...]:
    """Stages of an open log, most important first; the same whatever the filters."""
    return kpi.stages_by_time(measures(key, _opened))


@st.cache_data(max_entries=64, show_spinner=False)
def board(key: str, filters: kpi.Filters, _opened: OpenLog) -> kpi.BoardFigures:
    """Give all figures of the Board under these filters."""
    return kpi.board(measures(key, _opened), filters)


@st.cache_data(max_entries=64, show_spinner=False)
def on_time(key: str, filters: kpi.Filters, freq: Freq, _opened: OpenLog) -> pd.DataFrame:
    """Give the on-time trend in bins of another width than the Board's."""
    figures = board(key, filters, _opened)
    chosen = measures(key, _opened).where(filters)
    return kpi.on_time_trend(chosen, kpi.Question(figures.period, figures.at), freq)


@st.cache_data(max_entries=16, show_spinner=False)
def behind(key: str, filters: kpi.Filters, figure: str, group: str, _opened: OpenLog) -> pd.DataFrame:
    """Give the applications behind a figure; all that pass the filters where `figure` is empty."""
    if not figure:
        return kpi.cases(measures(key, _opened), filters=filters)
    return kpi.cases_behind(measures(key, _opened), figure, group, filters)


def case(key: str, number: str, opened: OpenLog) -> "pd.Series[Any]":
    """Give the row of one application in the table of all."""
    every = behind(
        key, kpi.Filters(period=kpi.whole_period(opened.log, opened.log.observed_until)), "", "", opened
    )
    return every[every["application_id"] == number].iloc[0]


@st.cache_data(max_entries=_MOST_LOGS, show_spinner=False)
def dimensions(key: str, _opened: OpenLog) -> list[str]:
    """What the surveys of an open log ask about."""
    return sorted(_opened.log.surveys["dimension"].dropna().astype("str").unique())


@st.cache_resource(max_entries=32, show_spinner=False)
def satisfaction(key: str, stage: str, _opened: OpenLog) -> Satisfaction:
    """What surveys tell, with the drivers of answers about a stage."""
    return models.satisfaction.satisfaction(_opened.log, _opened.terms, stage)


@st.cache_resource(max_entries=_MOST_LOGS, show_spinner=False)
def topics(key: str, _opened: OpenLog) -> Topics | None:
    """What complaints are about; None where the surveys hold no comments."""
    log = _opened.log
    return topics_of(comments_of(log), log.time_zone) if "comment" in log.surveys else None


@st.cache_data(max_entries=256, show_spinner=False)
def dates_told(key: str, made_at: pd.Timestamp, number: str, _found: Foretold) -> pd.DataFrame:
    """List the dates told for an application by the model of today, made at `made_at`."""
    return models.dates_told.dates_told(_found.outlook.model, _found.log, number)


@dataclass(frozen=True, eq=False)
class AlarmsJudged:
    """Frames of `models.hourly_lists` for the same hours, costs and looks."""

    by_capacity: pd.DataFrame
    by_threshold: pd.DataFrame
    told_ahead: pd.DataFrame


@st.cache_resource(max_entries=64, show_spinner=False)
def alarms_judged(
    made_at: pd.Timestamp,
    kind: str,
    costs: Costs,
    capacity: int,
    capacities: tuple[int, ...],
    _past: Hindsight,
) -> AlarmsJudged:
    """Judge alarms of the past; `made_at` is when it was worked out, `kind` its deadlines."""
    return AlarmsJudged(
        hourly_lists.by_capacity(_past.hours, costs, capacities),
        hourly_lists.by_threshold(_past.hours, costs, capacity),
        hourly_lists.told_ahead(_past.hours, costs, capacity),
    )
