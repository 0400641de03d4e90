"""Key performance indicators: `kpi(log, terms, at)` for live, imported and simulated histories alike."""

from domain.kpi.board import BoardFigures, Card, board
from domain.kpi.busy_hours import busy_by_hour
from domain.kpi.choices import choices
from domain.kpi.compute import compute, figures
from domain.kpi.drill import cases, cases_behind
from domain.kpi.figure import Figure
from domain.kpi.filters import Filters
from domain.kpi.indicator import Kpi
from domain.kpi.measures import Measures
from domain.kpi.moves import Moves, moves
from domain.kpi.partial import Partial
from domain.kpi.period import Period, default_period, last_days, local_span, previous, whole_period
from domain.kpi.promises import ageing, on_time_trend
from domain.kpi.question import Question
from domain.kpi.queues import waiting
from domain.kpi.registry import KPIS
from domain.kpi.stages import process_map, stage_times, stages_by_time
from domain.kpi.standing import flow, work_in_progress
from domain.kpi.timeline import timeline

__all__ = [
    "KPIS",
    "BoardFigures",
    "Card",
    "Figure",
    "Filters",
    "Kpi",
    "Measures",
    "Moves",
    "Partial",
    "Period",
    "Question",
    "ageing",
    "board",
    "busy_by_hour",
    "cases",
    "cases_behind",
    "choices",
    "compute",
    "default_period",
    "figures",
    "flow",
    "last_days",
    "local_span",
    "moves",
    "on_time_trend",
    "previous",
    "process_map",
    "stage_times",
    "stages_by_time",
    "timeline",
    "waiting",
    "whole_period",
    "work_in_progress",
]
