"""The times of a table as instants: each column read once, its zone settled, misfits told by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from domain.instants import UNKNOWN, Micros, utc_micros
from domain.io.mapping import LogMapping
from domain.io.table import Table
from domain.io.times import Times, parse_times

ROLES: Final = ("enabled", "started", "completed", "due", "submitted", "finished", "withdrawn")


@dataclass(eq=False)
class Clock:
    """Instants of the mapped columns, microseconds UTC.

    Attributes
    ----------
    micros : by role; a role that is not mapped is unknown in every row.
    problems : row -> what is wrong with one of its times.
    by_day : no event has an hour.
    notes : what had to be assumed, one sentence each.
    """

    micros: dict[str, Micros]
    problems: dict[int, str] = field(default_factory=dict)
    by_day: bool = False
    notes: list[str] = field(default_factory=list)


def read_clock(table: Table, mapping: LogMapping) -> Clock:
    """Read the mapped columns of times.

    A wall clock time that comes twice in autumn is its first occurrence; one skipped in spring is the moment
    the clock jumps. Times with and without a zone in one file are a problem of the rarer kind's rows.
    """
    columns = {role: column for role in ROLES if (column := getattr(mapping, role)) is not None}
    read = {column: parse_times(table.column(column), mapping.day_first) for column in set(columns.values())}
    clock = Clock({role: np.full(len(table), UNKNOWN, dtype=np.int64) for role in ROLES})
    _tell_unsettled(clock, read)
    _tell_bad(clock, table, read)
    _tell_mixed(clock, read)
    utc = {column: to_utc(times, mapping.time_zone) for column, times in read.items()}
    clock.micros.update({role: utc[column] for role, column in columns.items()})
    clock.by_day = all(times.by_day for role, times in _by_role(columns, read) if role in ROLES[:3])
    return clock


def _by_role(columns: Mapping[str, str], read: Mapping[str, Times]) -> list[tuple[str, Times]]:
    return [(role, read[column]) for role, column in columns.items()]


def _tell_unsettled(clock: Clock, read: Mapping[str, Times]) -> None:
    for column in sorted(name for name, times in read.items() if times.unsettled):
        times = read[column]
        taken, other = ("day", "false") if times.day_first else ("month", "true")
        clock.notes.append(
            f"Column '{column}': nothing tells day from month in dates such as {times.unsettled:.40}, "
            f"so the {taken} is taken to come first; 'day_first: {other}' in a mapping file says the other."
        )


def _tell_bad(clock: Clock, table: Table, read: Mapping[str, Times]) -> None:
    for column in sorted(read):
        for row in np.flatnonzero(read[column].bad).tolist():
            came = table.column(column)[row].as_py()
            clock.problems[row] = (
                f"column '{column}' must hold a time such as 2026-07-01 08:30, got {str(came)!r:.60}"
            )


def _tell_mixed(clock: Clock, read: Mapping[str, Times]) -> None:
    zoned = sum(int(times.zoned.sum()) for times in read.values())
    naive = sum(int((times.known & ~times.zoned).sum()) for times in read.values())
    if not zoned or not naive:
        return
    rarer_is_zoned = zoned <= naive
    for column in sorted(read):
        times = read[column]
        odd = times.known & (times.zoned == rarer_is_zoned)
        came = (
            "one with a zone among times without"
            if rarer_is_zoned
            else "one without a zone among times with one"
        )
        for row in np.flatnonzero(odd).tolist():
            clock.problems.setdefault(
                row, f"column '{column}': all times of a file must say their zone, or none, got {came}"
            )


def to_utc(times: Times, zone: str) -> Micros:
    """Instants of a column whose times without a zone are wall clock times of the zone given."""
    local = np.where(times.known & ~times.zoned, times.micros, 0)
    return np.where(times.zoned | ~times.known, times.micros, utc_micros(local, zone))
