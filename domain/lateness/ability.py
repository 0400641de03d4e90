"""When somebody able to do a visit was on duty, as far as a log shows who is able."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.coded import Coded, compacted
from domain.kpi.spells import NEVER, Resources

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ability:
    """Stretches of time in which somebody able was on duty, for each kind of visit.

    Able are all resources of the department, region and skill of anybody who did a visit of the same stage,
    track and region, anywhere in the log.

    Attributes
    ----------
    kind : of each visit.
    told : of each kind, whether the log tells when somebody able was on duty. It does where duty of somebody
        able is recorded, and where nobody was ever seen to do such visits though duty is recorded at all.
    bounds : where the stretches of each kind begin; one longer.
    start, end : of the stretches, disjoint and sorted within a kind.
    """

    kind: Ints
    told: npt.NDArray[np.bool_]
    bounds: Ints
    start: Micros
    end: Micros

    @classmethod
    def of(cls, log: EventLog, resources: Resources) -> "Ability":
        """Learn from a log who is able, and read when they were on duty."""
        kind, kinds = kinds_of(log)
        pool, pools = pools_of(log)
        able, seen = _able(log, resources, kind, kinds, pool, pools)
        on = micros_of(log.duty["on_at"])
        off = np.where(log.duty["off_at"].isna(), NEVER, micros_of(log.duty["off_at"]))
        teams, team = np.unique(able, axis=0, return_inverse=True)
        spans = [_union(on, off, row[pool] & (on != UNKNOWN)) for row in teams]
        told = able.any(axis=1) | (~seen & bool(len(log.duty)))
        return cls._laid_out(kind, told, [spans[one] for one in team])

    @classmethod
    def of_departments(cls, log: EventLog, departments: "pd.Series[str]") -> "Ability":
        """The same for contacts, which anybody of their department without a region can take."""
        kind, names = pd.factorize(departments)
        on = micros_of(log.duty["on_at"])
        off = np.where(log.duty["off_at"].isna(), NEVER, micros_of(log.duty["off_at"]))
        at_desk = log.duty["region"].isna().to_numpy() & (on != UNKNOWN)
        spans = [_union(on, off, at_desk & (log.duty["department"] == name).to_numpy()) for name in names]
        told = np.array([len(span) > 0 for span in spans], dtype=bool)
        return cls._laid_out(kind.astype(np.int64), told, spans)

    @classmethod
    def _laid_out(cls, kind: Ints, told: npt.NDArray[np.bool_], spans: list[Ints]) -> "Ability":
        bounds = np.cumsum([0, *(len(span) for span in spans)]).astype(np.int64)
        both = np.concatenate([np.zeros((0, 2), np.int64), *spans])
        return cls(kind, told, bounds, both[:, 0], both[:, 1])


def kinds_of(log: EventLog) -> tuple[Ints, int]:
    """Stage, track and region of each visit as one number."""
    owner = log.visits["application"].to_numpy()
    columns = [
        Coded.of(log.visits["stage"]),
        *(Coded.of(log.applications[name]).taken(owner) for name in ("track", "region")),
    ]
    sizes = [len(column.names) for column in columns]
    codes = np.ravel_multi_index([column.codes for column in columns], sizes).astype(np.int64)
    found, kind = compacted(codes, int(np.prod(sizes)))
    return kind.astype(np.int64), found.size


def pools_of(log: EventLog) -> tuple[Ints, int]:
    """Department, region and skill of each row of duty as one number."""
    columns = [Coded.of(log.duty[name]) for name in ("department", "region", "skill")]
    sizes = [len(column.names) for column in columns]
    codes = np.ravel_multi_index([column.codes for column in columns], sizes).astype(np.int64)
    found, pool = compacted(codes, int(np.prod(sizes)))
    return pool.astype(np.int64), found.size


def _able(
    log: EventLog, resources: Resources, kind: Ints, kinds: int, pool: Ints, pools: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which pools are able of which kinds of visits, and which kinds were ever done by anybody named."""
    names = len(resources.of_duty.names)
    of_pool = np.zeros((names, pools), dtype=bool)
    of_pool[resources.of_duty.codes, pool] = True
    visit = np.concatenate([np.arange(kind.size), log.segments["visit"].to_numpy(np.int64)])
    who = np.concatenate([resources.of_visits.codes, resources.of_segments.codes])
    known = who < names - 1
    did = np.zeros((kinds, names), dtype=bool)
    did[kind[visit[known]], who[known]] = True
    able = np.asarray((did.astype(np.float32) @ of_pool.astype(np.float32)) > 0)
    return able, np.asarray(did.any(axis=1))


def _union(on: Micros, off: Micros, chosen: npt.NDArray[np.bool_]) -> Ints:
    """Chosen stretches as disjoint ones, sorted, shape (n, 2)."""
    start, end = on[chosen], off[chosen]
    order = np.argsort(start)
    start, reach = start[order], np.maximum.accumulate(end[order])
    opens = np.flatnonzero(np.append(True, start[1:] > reach[:-1])[: start.size])
    last = np.append(opens[1:] - 1, start.size - 1)[: opens.size]
    return np.column_stack([start[opens], reach[last]])
