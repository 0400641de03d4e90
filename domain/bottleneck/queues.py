"""What waited for each pool, and how busy the pool was."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.instants import HOUR, UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.interval import Floats
from domain.kpi.measures import Measures
from domain.kpi.of_duty import utilisation
from domain.kpi.period import Period
from domain.kpi.question import Question
from domain.kpi.spells import resources_of, work_spells
from domain.lateness.ability import Ints, kinds_of, pools_of

Pool = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Queues:
    """Columns per pool for which anything could wait.

    Attributes
    ----------
    pools : department, region and skill; "" where that does not apply.
    stage : at which most of its work waited.
    hours : waited for it within the period, over all applications.
    growth : mean number waiting in the last third of the period, less that in the first.
    utilisation : NaN where nobody was on duty.
    """

    pools: list[Pool]
    stage: list[str]
    hours: Floats
    growth: Floats
    utilisation: Floats


def queues_of(measures: Measures, period: Period) -> Queues:
    """Sum up the waiting of a period by pool."""
    kind, kinds = kinds_of(measures.log)
    on_duty, pools = pools_of(measures.log)
    pool = _pool_of_visits(measures, kind, kinds, on_duty, pools)
    begin, until = _waits(measures)
    start, end = period.micros
    third = (end - start) // 3
    hours = _hours(pool, begin, until, start, end, pools + kinds)
    first, last = (
        _hours(pool, begin, until, low, low + third, pools + kinds) / (third / HOUR)
        for low in (start, end - third)
    )
    asked = np.flatnonzero(hours > 0)
    busy = _utilisation(measures, period, on_duty, pools + kinds)
    return Queues(
        pools=[_name(measures, int(one), on_duty, pools, kind) for one in asked],
        stage=[_stage(measures, pool == one, begin, until, start, end) for one in asked],
        hours=hours[asked],
        growth=(last - first)[asked],
        utilisation=busy[asked],
    )


def _pool_of_visits(measures: Measures, kind: Ints, kinds: int, on_duty: Ints, pools: int) -> Ints:
    """Pool of whoever did each visit; of who mostly did such visits; else its kind, behind the pools."""
    resources = resources_of(measures.log)
    of_resource = np.full(len(resources.of_duty.names), -1, dtype=np.int64)
    of_resource[resources.of_duty.codes] = on_duty
    of_resource[-1] = -1
    own = of_resource[resources.of_visits.codes]
    known = own >= 0
    did = np.zeros((kinds, max(pools, 1)), dtype=np.int64)
    np.add.at(did, (kind[known], own[known]), 1)
    usual = np.where(did.any(axis=1), did.argmax(axis=1), pools + np.arange(kinds))
    return np.where(known, own, usual[kind])


def _waits(measures: Measures) -> tuple[Micros, Micros]:
    """When each visit began to wait for somebody, and until when."""
    log, visits = measures.log, measures.visits
    spells = work_spells(log, resources_of(log))
    begun = np.full(visits.enabled.size, np.iinfo(np.int64).max // 4)
    np.minimum.at(begun, spells.visit, spells.start)
    until = np.minimum(begun, visits.left)
    of, ended = log.holds["visit"].to_numpy(), or_never(micros_of(log.holds["ended_at"]))
    own = (of >= 0) & (micros_of(log.holds["started_at"]) != UNKNOWN)
    begin = visits.enabled.copy()
    np.maximum.at(begin, of[own], np.minimum(ended[own], until[of[own]]))
    return begin, until


def _hours(pool: Ints, begin: Micros, until: Micros, start: int, end: int, size: int) -> Floats:
    held = np.maximum(np.minimum(until, end) - np.maximum(begin, start), 0) / HOUR
    return np.bincount(pool, weights=held, minlength=size).astype(np.float64)


def _utilisation(measures: Measures, period: Period, on_duty: Ints, size: int) -> Floats:
    sample = utilisation(measures, Question(period, measures.log.observed_until))
    assert sample.weight is not None, "utilisation is a ratio"
    busy, duty = (
        np.bincount(on_duty[sample.rows], weights=w, minlength=size) for w in (sample.value, sample.weight)
    )
    return np.asarray(np.where(duty > 0, busy / np.where(duty > 0, duty, 1), np.nan))


def _name(measures: Measures, pool: int, on_duty: Ints, pools: int, kind: Ints) -> Pool:
    if pool < pools:
        row = measures.log.duty.iloc[int(np.argmax(on_duty == pool))]
        told = [row[name] for name in ("department", "region", "skill")]
        return _text(told[0]), _text(told[1]), _text(told[2])
    owner = measures.visits.application[int(np.argmax(kind == pool - pools))]
    return "", _text(measures.log.applications["region"].iloc[owner]), ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _stage(
    measures: Measures, mine: npt.NDArray[np.bool_], begin: Micros, until: Micros, start: int, end: int
) -> str:
    codes, names = measures.stage.codes[mine].astype(np.int64), measures.stage.names
    hours = _hours(codes, begin[mine], until[mine], start, end, len(names))
    return names[int(np.argmax(hours))]
