"""What a run writes down, in flat arrays of doubles: one call per entry, frames only at the end."""

from array import array
from dataclasses import dataclass, field
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from simulation.application import Visit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BY_POST = -1
TWO, THREE, FOUR, FIVE = (Struct(f"{width}d").pack for width in (2, 3, 4, 5))
"""The numbers of an entry as bytes: an array takes these in less than half the time of the numbers."""
HAND_OVER = "hand_over"
"""Cause of a hold in which papers wait for the internal post; no promise's clock stops for it by itself."""


def _flat() -> "array[float]":
    return array("d")


@dataclass
class Record:
    """Entries of a run; whole numbers are exact in a double.

    Attributes
    ----------
    enabled : application, number within it, step, minutes; a visit's code is its place.
    completed : visit, started, completed (inf when not done), resource (-1 for none), outcome (-1 for
        success); a visit that was broken off has an entry for each beginning.
    worked : visit, resource, kind, start, end.
    held : application, visit, step (BY_POST while its papers wait for the internal post), start, end.
    finished, withdrawn : application, minutes.
    booked : application, visit, minutes, opening and closing of the window; an appointment's number is its
        place.
    settled : appointment, outcome, minutes.
    contacted : application, visit (-1 for none), kind, minutes; a contact's number is its place.
    handled : contact, started, handled (inf when not done), resource (-1 for none).
    """

    enabled: "array[float]" = field(default_factory=_flat)
    completed: "array[float]" = field(default_factory=_flat)
    worked: "array[float]" = field(default_factory=_flat)
    held: "array[float]" = field(default_factory=_flat)
    finished: "array[float]" = field(default_factory=_flat)
    withdrawn: "array[float]" = field(default_factory=_flat)
    booked: "array[float]" = field(default_factory=_flat)
    settled: "array[float]" = field(default_factory=_flat)
    contacted: "array[float]" = field(default_factory=_flat)
    handled: "array[float]" = field(default_factory=_flat)

    @property
    def visit_count(self) -> int:
        """Number of visits so far."""
        return len(self.enabled) // 4

    def visits(self) -> "Visits":
        """All visits as columns, in order of enabling."""
        application, number, step, enabled = _columns(self.enabled, 4)
        code, started, completed, resource, outcome = _columns(self.completed, 5)
        place = code.astype(np.int64)
        visit, worker, *_ = self.work()
        last = _placed(worker.astype(np.float64), visit, len(enabled), -1)
        return Visits(
            application.astype(np.int64),
            number.astype(np.int32),
            step.astype(np.int64),
            enabled,
            # A visit that was broken off begins when work on it first began.
            _placed(started[::-1], place[::-1], len(enabled), np.nan),
            _placed(completed, place, len(enabled), np.inf),
            # Who was there last, if only at a closed door.
            np.where(last >= 0, last, _placed(resource, place, len(enabled), -1)).astype(np.int64),
            _placed(outcome, place, len(enabled), -1).astype(np.int64),
        )

    def work(self) -> "Work":
        """Visit, resource, kind, start and end of every stretch of work or travel."""
        visit, resource, kind, start, end = _columns(self.worked, 5)
        return visit.astype(np.int64), resource.astype(np.int64), kind.astype(np.int64), start, end

    def holds(self) -> "tuple[Ints, Ints, Ints, Floats, Floats]":
        """Application, visit, step, start and end of every hold."""
        application, visit, step, start, end = _columns(self.held, 5)
        return application.astype(np.int64), visit.astype(np.int64), step.astype(np.int64), start, end

    def finishes(self, applications: int) -> Floats:
        """When each application finished; inf where it has not."""
        return _ends(self.finished, applications)

    def withdrawals(self, applications: int) -> Floats:
        """When each application was withdrawn; inf where it was not."""
        return _ends(self.withdrawn, applications)

    def note_booking(self, visit: "Visit", minutes: float, opens: float, closes: float) -> int:
        """Write down an appointment; gives its number."""
        self.booked.frombytes(FIVE(visit.application.number, visit.code, minutes, opens, closes))
        return len(self.booked) // 5 - 1

    def appointments(self) -> "Appointments":
        """All appointments as columns, in order of booking."""
        application, visit, booked, opens, closes = _columns(self.booked, 5)
        number, outcome, settled = _columns(self.settled, 3)
        place = number.astype(np.int64)
        return Appointments(
            application.astype(np.int64),
            visit.astype(np.int64),
            booked,
            opens,
            closes,
            _placed(outcome, place, len(booked), -1).astype(np.int64),
            _placed(settled, place, len(booked), np.inf),
        )

    def note_contact(self, application: int, visit: int, kind: float, minutes: float) -> int:
        """Write down a contact; gives its number."""
        self.contacted.frombytes(FOUR(application, visit, kind, minutes))
        return len(self.contacted) // 4 - 1

    def contacts(self) -> "Contacts":
        """All contacts as columns, in order of coming in."""
        application, visit, kind, received = _columns(self.contacted, 4)
        number, started, handled, resource = _columns(self.handled, 4)
        place = number.astype(np.int64)
        return Contacts(
            application.astype(np.int64),
            visit.astype(np.int64),
            kind.astype(np.int64),
            received,
            _placed(started, place, len(received), np.nan),
            _placed(handled, place, len(received), np.inf),
            _placed(resource, place, len(received), -1).astype(np.int64),
        )


class Appointments(NamedTuple):
    """Columns of equal length; an outcome is -1 and settled is inf where it stands."""

    application: Ints
    visit: Ints
    booked: Floats
    opens: Floats
    closes: Floats
    outcome: Ints
    settled: Floats


class Contacts(NamedTuple):
    """Columns of equal length; instants in minutes, unknown started is NaN, open handled inf."""

    application: Ints
    visit: Ints
    kind: Ints
    received: Floats
    started: Floats
    handled: Floats
    resource: Ints


Work = tuple[Ints, Ints, Ints, Floats, Floats]
"""Visit, resource, kind, start and end of every stretch of work or travel."""


class Visits(NamedTuple):
    """Columns of equal length; instants in minutes, unknown started is NaN, open completed inf."""

    application: Ints
    number: NDArray[np.int32]
    step: Ints
    enabled: Floats
    started: Floats
    completed: Floats
    resource: Ints
    outcome: Ints

    def rounds(self) -> Ints:
        """How many visits of its step the application of each had before."""
        steps = int(self.step.max(initial=0)) + 1
        code = self.application * steps + self.step
        order = np.argsort(code, kind="stable")
        before = np.empty(len(code), dtype=np.int64)
        before[order] = np.arange(len(code)) - np.searchsorted(code[order], code[order])
        return before


def _ends(flat: "array[float]", applications: int) -> Floats:
    number, at = _columns(flat, 2)
    return _placed(at, number.astype(np.int64), applications, np.inf)


def _columns(flat: "array[float]", width: int) -> list[Floats]:
    return list(np.frombuffer(flat, dtype=np.float64).reshape(-1, width).T) if flat else [np.zeros(0)] * width


def _placed(values: Floats, place: Ints, length: int, otherwise: float) -> Floats:
    column = np.full(length, otherwise)
    column[place] = values
    return column
