"""From a figure to the cases behind it."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from domain.errors import InputError, must_be_one_of
from domain.instants import HOUR
from domain.kpi.case_table import case_table
from domain.kpi.coded import Rows, summed
from domain.kpi.compute import PERIODS
from domain.kpi.dimensions import Unit
from domain.kpi.filters import Filters
from domain.kpi.grouping import has_group, parse_group
from domain.kpi.measures import Measures
from domain.kpi.of_visits import completed
from domain.kpi.period import Period, default_period, split
from domain.kpi.promises import aged_rows
from domain.kpi.question import Question, Sample
from domain.kpi.registry import KPIS
from domain.kpi.stages import transition_rows


def cases(measures: Measures, at: pd.Timestamp | None = None, filters: Filters | None = None) -> pd.DataFrame:
    """List the applications that pass the filters and had been submitted by now; see `case_table`."""
    at = measures.log.observed_until if at is None else at
    chosen = measures.where(filters or Filters())
    now = Question(default_period(measures.log, at), at).now
    return case_table(chosen, chosen.rows(Unit.APPLICATIONS, chosen.cases.submitted <= now), now)


def cases_behind(
    measures: Measures,
    name: str,
    group: str = "all",
    filters: Filters | None = None,
    at: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """List the applications that a figure rests on, those that add most to it first.

    Parameters
    ----------
    name : a KPI; or "transition" with the group "from=survey,to=contract" (a step of the process map, ""
        being the outside); or "ageing" with "from_hours=0,to_hours=24"; or "visits" with "stage=survey":
        visits of a stage completed in the period.
    group : as in the figure; a part "month=2026-11" narrows the period.
    filters, at : as given for the figure.

    Returns
    -------
    The columns of `case_table`, rows (how many rows of the application count) and value (what they add up to:
    hours, CNY, hits).

    Raises
    ------
    InputError
        When there is no such figure or group.
    """
    at = measures.log.observed_until if at is None else at
    filters = filters or Filters()
    question = Question(filters.period or default_period(measures.log, at), at)
    owners, value = _behind(measures.where(filters), name, group, question)
    rows, place = np.unique(owners, return_inverse=True)
    table = case_table(measures, rows, question.last)
    table["rows"] = np.bincount(place, minlength=rows.size)
    table["value"] = summed(place, value, rows.size)
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


Behind = tuple[Rows, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]


def _behind(measures: Measures, name: str, group: str, question: Question) -> Behind:
    """Application of each row behind a figure, and its value."""
    must_be_one_of(name, [*KPIS, *_OTHERS], "Figure: name")
    pairs = dict(parse_group(group))
    if name in _OTHERS:
        sample = _OTHERS[name](measures, question, pairs)
        return measures.owners(sample.unit, sample.rows).astype(np.intp), sample.value
    period = _narrowed(measures, question.period, pairs)
    by = tuple(part for part in pairs if part not in PERIODS)
    question = Question(period, question.at, by)
    sample = KPIS[name].sample(measures, question)
    inside = ",".join(f"{part}={pairs[part]}" for part in by) or "all"
    sample = sample.where(has_group(measures, sample, inside))
    if sample.unit is Unit.DUTY:
        sample = _worked_on(measures, question, sample)
    return measures.owners(sample.unit, sample.rows).astype(np.intp), sample.value


def _narrowed(measures: Measures, period: Period, pairs: Mapping[str, str]) -> Period:
    for freq in PERIODS:
        if freq in pairs:
            parts = dict(split(period, freq, measures.log.time_zone))
            must_be_one_of(pairs[freq], parts, f"Figure: {freq}")
            return parts[pairs[freq]]
    return period


def _worked_on(measures: Measures, question: Question, shifts: Sample) -> Sample:
    """Visits of the period whose resource was on one of the shifts, with their hours of work and travel."""
    resource, times = measures.names[Unit.VISITS].get("resource"), measures.visits.times
    on_duty = np.zeros(len(measures.names[Unit.DUTY]["resource"].names), dtype=bool)
    on_duty[measures.duty.resource[shifts.rows]] = True
    there = (measures.visits.enabled < question.stop) & (measures.visits.left > question.start)
    theirs = there & on_duty[resource.codes] if resource is not None else np.zeros(there.size, dtype=bool)
    rows = measures.rows(Unit.VISITS, theirs)
    return Sample(Unit.VISITS, rows, (times.working[rows] + times.travel[rows]) / HOUR)


def _transition(measures: Measures, question: Question, pairs: Mapping[str, str]) -> Sample:
    taken = transition_rows(measures, question, *_two(pairs, "from", "to"))
    return Sample.counting(Unit.APPLICATIONS, taken)


def _aged(measures: Measures, question: Question, pairs: Mapping[str, str]) -> Sample:
    low, high = _two(pairs, "from_hours", "to_hours")
    try:
        rows = aged_rows(measures, question, float(low), float(high))
    except ValueError:
        raise InputError(f"Figure 'ageing': bounds must be numbers, got {low!r} and {high!r}.") from None
    return Sample.counting(Unit.APPLICATIONS, rows)


def _visits(measures: Measures, question: Question, pairs: Mapping[str, str]) -> Sample:
    """Visits of a stage completed in the period, each with its hours, as far as they are known."""
    if "stage" not in pairs:
        raise InputError(f"Figure 'visits': group must name 'stage', got {', '.join(pairs) or 'none'}.")
    of_stage = measures.stage.codes == measures.stage.code_of(pairs["stage"])
    rows = measures.rows(Unit.VISITS, completed(measures, question) & of_stage)
    return Sample(Unit.VISITS, rows, np.nan_to_num(measures.visits.hours[rows]))


def _two(pairs: Mapping[str, str], first: str, second: str) -> tuple[str, str]:
    if not pairs.keys() >= {first, second}:
        came = ", ".join(pairs) or "none"
        raise InputError(f"Figure: group must name '{first}' and '{second}', got {came}.")
    return pairs[first], pairs[second]


_OTHERS: Mapping[str, Callable[[Measures, Question, Mapping[str, str]], Sample]] = {
    "transition": _transition,
    "ageing": _aged,
    "visits": _visits,
}
