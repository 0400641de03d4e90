"""What a customer would have been told over time: the date that stands, when it moved, and why.

The date worked out anew changes with every event; the one told must not jitter. The rule (`Patience`): a
date told stands while the new one lies no more than a tenth of the time it gave, at least an hour, after it,
and no more than a quarter of that time, at least four hours, before it, both in working time; and while it
has not passed. Bad news is passed on sooner than good: who learns too late of a delay has planned in vain.
Once moved, the band lies around the new date, so a date that swings less than it never moves twice.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from domain.calendar import WorkingCalendar
from domain.eventlog import EventLog
from domain.instants import DAY, Micros, duration_micros, micros_of
from domain.kpi.standing import as_instants
from models.features import Features, Moments, features_at, openings, prefixes
from models.features.knowing import Knowing
from models.predicting import row_of
from models.promise import promised
from models.promise_moves import moves_between
from models.reasons import GROUPS
from models.recipe import types_of
from models.trained import TrainedModel


@dataclass(frozen=True)
class Patience:
    """How far a new date may lie from the one told before it is told instead.

    Attributes
    ----------
    later, earlier : shares of the time that the date told gave.
    least_later, least_earlier : and at the least so much working time.
    """

    later: float = 0.10
    earlier: float = 0.25
    least_later: timedelta = timedelta(hours=1)
    least_earlier: timedelta = timedelta(hours=4)

    def stands(
        self, told: int, told_when: int, computed: int, at: int, calendar: WorkingCalendar | None
    ) -> bool:
        """Whether a date told still stands; all instants in microseconds.

        Parameters
        ----------
        told, told_when : the date, and when it was told.
        computed, at : the date worked out anew, and when.
        calendar : of working time; None where every hour counts.
        """
        gave, later = _worked(told_when, told, calendar), _worked(told, computed, calendar)
        late_by = max(self.later * gave, int(duration_micros(self.least_later)))
        early_by = max(self.earlier * gave, int(duration_micros(self.least_earlier)))
        return at < told and -early_by <= later <= late_by


def promise_history(
    model: TrainedModel, log: EventLog, application_id: str, patience: Patience | None = None
) -> pd.DataFrame:
    """Tell which date would have stood at each event of an application, and once a day, while it was open.

    Returns
    -------
    at; computed_at (the date worked out then); told_at (the date that stood); moved (whether it was told
    anew); moved_hours and reason (from the date told before; unknown where it was not moved, and the first
    time), and moved_GROUP of every group, which add up to moved_hours.

    Raises
    ------
    InputError
        When the log has no such application, or lacks what the model reads.
    """
    row = row_of(log, application_id)
    model.schema.must_fit(log)
    moments = _looks(log, row)
    features = features_at(log, moments, model.recipe)
    types = types_of(log, moments)
    bound = model.duration.predict_bounds(features, types)[:, -1]
    computed = promised(moments.at, bound, model.recipe.calendar)
    told = _told(computed, moments.at, model.recipe.calendar, patience or Patience())
    frame = pd.DataFrame(
        {
            "at": as_instants(moments.at.copy()),
            "computed_at": as_instants(computed),
            "told_at": as_instants(computed[told]),
            "moved": told == np.arange(told.size),
        }
    )
    return pd.concat([frame, _reasons(model, features, types, told)], axis=1)


def _looks(log: EventLog, row: int) -> Moments:
    """The opening, the end of each visit, and one look a day between."""
    own = [one.take(one.application == row).at for one in (openings(log), prefixes(log))]
    start = int(own[0].min(initial=np.iinfo(np.int64).max))
    end = min(int(Knowing(log).ended[row]), int(micros_of(log.observed_until)))
    at = np.unique(np.concatenate([*own, np.arange(start, end, DAY)]))
    at = at[(at >= start) & (at < end)]
    return Moments.of(np.full(at.size, row), at)


def _told(computed: Micros, at: Micros, calendar: WorkingCalendar | None, patience: Patience) -> np.ndarray:
    """Place of the look at which the date that stands at each look was told."""
    told = np.zeros(computed.size, dtype=np.int64)
    for place in range(1, computed.size):
        last = told[place - 1]
        now = (int(computed[place]), int(at[place]))
        stands = patience.stands(int(computed[last]), int(at[last]), *now, calendar)
        told[place] = last if stands else place
    return told


def _reasons(model: TrainedModel, features: Features, types: list[str], told: np.ndarray) -> pd.DataFrame:
    places = np.flatnonzero(told == np.arange(told.size))
    before, after = places[:-1], places[1:]
    moves = moves_between(
        model, features.take(before), features.take(after), [types[place] for place in after]
    )
    columns = ["moved_hours", "reason", *(f"moved_{group}" for group in GROUPS)]
    return moves[columns].set_index(after).reindex(range(told.size))


def _worked(start: int, end: int, calendar: WorkingCalendar | None) -> int:
    if calendar is None:
        return end - start
    return int(calendar.clock.worked(np.array([start]), np.array([end]))[0])
