"""What coordinators would have been told in the last part of a log, hour by hour, and what became of it.

The model knew the log up to an instant; it is asked at hours after it, of every application that was open
with a deadline not yet past and whose outcome the log tells. So calibration and alarms are judged on what a
coordinator sees, not on the ends of visits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError, must
from domain.eventlog import EventLog
from domain.instants import HOUR, micros_of
from domain.kpi.case_columns import cases_of
from domain.kpi.interval import wilson
from domain.kpi.measures import Measures
from domain.kpi.standing import as_instants
from models.alarms import Cases
from models.calibration import equal_mass
from models.delay import DelayModel
from models.features import Features, Moments, features_at
from models.features.knowing import Knowing
from models.hourly_lists import Hours
from models.outcomes import Flags, Floats, lateness
from models.recipe import types_of
from models.rules import ByType
from models.trained import TrainedModel

BINS = 10
LEAST_LATE = 10
"""Late promises, and kept ones, that figures are given of at the least."""

_MOST_ROWS = 40_000
_STEPS = (1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 168)


@dataclass(frozen=True, eq=False)
class Hindsight:
    """Open promises at hours after the training of a model, with the risk it gave and what came.

    Attributes
    ----------
    hours : see `models.hourly_lists`.
    rule : risk of each row by the naive rule: the share of late ones among those of its type before.
    step_hours : hours between two looks at all that is open.
    since, until : first and last look.
    """

    hours: Hours
    rule: Floats
    step_hours: int
    since: pd.Timestamp
    until: pd.Timestamp

    @cached_property
    def promises(self) -> int:
        """Promises looked at."""
        return int(self.hours.late.size)

    @cached_property
    def missed(self) -> int:
        """Promises looked at that were missed."""
        return int(self.hours.late.sum())

    def calibration(self, bins: int = BINS) -> pd.DataFrame:
        """What was said and what came, each promise once, by one look drawn evenly from its own.

        Returns
        -------
        said, came (means of a bin of equal mass), low, high (95 % interval of what came), n (promises), rule
        (what the naive rule said of them); by what was said, rising.
        """
        rows = self._one_each()
        risk, late = self.hours.cases.risk[rows], self.hours.cases.late[rows]
        parts = equal_mass(risk, bins)
        n = np.array([part.size for part in parts])
        came = np.array([late[part].sum() for part in parts])
        low, high = wilson(came, n)
        said = [float(risk[part].mean()) for part in parts]
        rule = [float(self.rule[rows][part].mean()) for part in parts]
        return pd.DataFrame({"said": said, "came": came / n, "low": low, "high": high, "n": n, "rule": rule})

    def brier(self) -> tuple[float, float]:
        """Brier score, the mean squared distance of what was said from what came: model, then rule."""
        rows = self._one_each()
        late = self.hours.cases.late[rows]
        said = (self.hours.cases.risk[rows], self.rule[rows])
        model, rule = (float(((each - late) ** 2).mean()) for each in said)
        return model, rule

    def _one_each(self) -> npt.NDArray[np.intp]:
        """One row of each promise: many looks at one would count what came of it many times."""
        mixed = np.random.default_rng(0).permutation(self.hours.promise.size)
        _, first = np.unique(self.hours.promise[mixed], return_index=True)
        return np.asarray(mixed[first])


def hindsight(model: TrainedModel, log: EventLog, *, whole: bool = True) -> Hindsight:
    """Ask a model hour by hour of what came after its training.

    Parameters
    ----------
    whole : about deadlines of applications; else about those of stages.

    Raises
    ------
    InputError
        When the model did not learn this risk, or too few promises were missed, or kept, after its training.
    """
    risk = model.delay if whole else model.stage_delay
    if risk is None:
        raise InputError(
            f"Log '{log.name}': the model must have learned the risk of {_what(whole)}, but has not."
        )
    step, moments = _hourly(log, model)
    features = features_at(log, moments, model.recipe)
    outcome = lateness(log, moments, features.due if whole else features.stage_due, model.terms)
    seen = features.take(outcome.known)
    found = Hindsight(
        _hours(log, seen, risk, outcome.late[outcome.known], whole=whole),
        _rule(model, log, seen.moments, whole=whole),
        step,
        model.source.until,
        log.observed_until,
    )
    _must_be_enough(found, log, _what(whole))
    return found


def _what(whole: bool) -> str:
    return "applications" if whole else "stages"


def _hourly(log: EventLog, model: TrainedModel) -> tuple[int, Moments]:
    """Look at all that is open at full working hours, as often as gives no more than many rows."""
    knowing = Knowing(log)
    first, last = (int(micros_of(at)) // HOUR for at in (model.source.until, log.observed_until))
    every = np.arange(first + 1, last + 1, dtype=np.int64) * HOUR
    calendar = model.recipe.calendar
    working = every if calendar is None else every[calendar.clock.working(every).astype(bool)]
    submitted, ended = np.sort(knowing.submitted), np.sort(np.maximum(knowing.ended, knowing.submitted))
    open_then = np.searchsorted(submitted, working, "right") - np.searchsorted(ended, working, "right")
    step = next((step for step in _STEPS if open_then[::step].sum() <= _MOST_ROWS), _STEPS[-1])
    rows = [_open(knowing, at) for at in working[::step]]
    application = np.concatenate([*rows, np.empty(0, dtype=np.int64)])
    return step, Moments.of(application, np.repeat(working[::step], [row.size for row in rows]))


def _open(knowing: Knowing, at: int) -> npt.NDArray[np.int64]:
    return np.flatnonzero((knowing.submitted <= at) & (knowing.ended > at))


def _hours(log: EventLog, seen: Features, risk: DelayModel, late: Flags, *, whole: bool) -> Hours:
    due = seen.due if whole else seen.stage_due
    moments = seen.moments
    opened = log.applications["submitted_at"].to_numpy()[moments.application]
    _, promise = np.unique(due.row, return_inverse=True)
    cases = Cases(
        risk.predict(seen),
        late,
        pd.Series(as_instants(due.due_at)),
        pd.Series(opened).astype("datetime64[us, UTC]"),
    )
    return Hours(cases, promise, moments.at)


def _rule(model: TrainedModel, log: EventLog, moments: Moments, *, whole: bool) -> Floats:
    """Share of late ones of each row's type, among the deadlines that fell due before the model was made."""
    deadlines = Measures.of(log, model.terms).deadlines
    before = (deadlines.whole == whole) & (deadlines.due <= int(micros_of(model.source.until)))
    owner = deadlines.application[before]
    gone = cases_of(log).withdrawn[owner]
    late = np.minimum(deadlines.met[before], gone) > deadlines.due[before]
    types = pd.Series(types_of(log, Moments.of(owner, np.zeros_like(owner))))
    return ByType.learn(types, late).predict(pd.Series(types_of(log, moments)))


def _must_be_enough(found: Hindsight, log: EventLog, what: str) -> None:
    fewer = min(found.missed, found.promises - found.missed)
    must(
        fewer >= LEAST_LATE,
        f"Log '{log.name}': missed and kept deadlines of {what} after {found.since.isoformat()} must be at "
        f"least {LEAST_LATE} each to judge by, got {found.missed} missed and "
        f"{found.promises - found.missed} kept.",
    )
