"""The load that an application meets: who waits with it, what comes and goes, and who is on shift.

Everything is counted over the whole log at the instant of each look, by binary search in sorted instants.
"""

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import DAY, SECOND, Micros, micros_of
from domain.kpi.spells import NEVER
from models.features.happenings import Happenings, Kind
from models.features.knowing import Knowing
from models.features.moments import Rows
from models.features.past import Past
from models.features.progress import Column, entered, of_visit

_SPANS = {"day": DAY, "week": 7 * DAY}


def load(log: EventLog, knowing: Knowing, happenings: Happenings, past: Past) -> dict[str, Column]:
    """Tell the load at each moment.

    Parameters
    ----------
    happenings : of every application of the log; those of `past` may be of fewer.
    """
    at = past.moments.at
    return {
        **_applications(log, knowing, at),
        **_stage(happenings, knowing, past),
        **_standing(happenings, knowing, past),
        "crews_on_shift": _on_shift(knowing, at),
    }


def _applications(log: EventLog, knowing: Knowing, at: Micros) -> dict[str, Column]:
    submitted, ended = np.sort(knowing.submitted), np.sort(np.maximum(knowing.ended, knowing.submitted))
    came, went = np.searchsorted(submitted, at, "right"), np.searchsorted(ended, at, "right")
    age = _mean_age(log, knowing, at, came - went)
    flows = {
        f"{name}_last_{span}": _last(instants, at, width)
        for span, width in _SPANS.items()
        for name, instants in (("submitted", submitted), ("ended", ended))
    }
    return {"open_applications": (came - went).astype(np.float64), "backlog_age_hours": age, **flows}


def _mean_age(log: EventLog, knowing: Knowing, at: Micros, n: Rows) -> npt.NDArray[np.float64]:
    """Mean age of the open applications; sums are of whole seconds, so that order does not matter."""
    occurred = micros_of(log.applications["submitted_at"]) // SECOND
    came = _sum_until(knowing.submitted, occurred, at)
    went = _sum_until(np.maximum(knowing.ended, knowing.submitted), occurred, at)
    mean = (came - went) / np.maximum(n, 1)
    return np.where(n > 0, (at / SECOND - mean) / 3600, np.nan)


def _sum_until(known: Micros, amounts: npt.NDArray[np.int64], at: Micros) -> npt.NDArray[np.int64]:
    order = np.argsort(known, kind="stable")
    order = order[: np.searchsorted(known[order], NEVER)]
    running = np.concatenate([[0], np.cumsum(amounts[order])])
    return np.asarray(running[np.searchsorted(known[order], at, "right")])


def _stage(happenings: Happenings, knowing: Knowing, past: Past) -> dict[str, Column]:
    """The queue of the stage that the application is in, and what came and went there."""
    at, now = past.moments.at, entered(past)
    stage = np.append(past.happenings.stage, -1)[now]
    arrived = _Instants(happenings, Kind.ENABLED)
    left = _Instants(happenings, Kind.ENABLED, _stage_left(happenings, knowing))
    since = np.append(past.happenings.known, -NEVER)[now]
    gone = left.until(stage, at)
    # As if the stage were left in the order of arrival: an upper bound of the queue ahead otherwise unknown.
    ahead = np.maximum(arrived.before(stage, since) - gone, 0)
    known = {
        "queue_ahead": ahead,
        "queue": arrived.until(stage, at) - gone,
        "stage_arrivals_last_day": arrived.until(stage, at) - arrived.until(stage, at - DAY),
        "stage_left_last_day": gone - left.until(stage, at - DAY),
    }
    return {name: np.where(now >= 0, values, np.nan) for name, values in known.items()}


def _stage_left(happenings: Happenings, knowing: Knowing) -> Micros:
    """When each visit entered was left: completed, or its application ended."""
    h = happenings
    left = np.minimum(of_visit(h, Kind.COMPLETED)[h.row], knowing.ended[h.application])
    return np.maximum(left, h.known)


def _standing(happenings: Happenings, knowing: Knowing, past: Past) -> dict[str, Column]:
    """How many applications stand behind the same last stage done: a queue that every log tells of."""
    last = past.last(past.happenings.of_kind(Kind.COMPLETED))
    stage = np.append(past.happenings.stage, -1)[last]
    at = past.moments.at
    came = _Instants(happenings, Kind.COMPLETED)
    left = _Instants(happenings, Kind.COMPLETED, _left(happenings, knowing))
    counts = {
        "standing_with_it": came.until(stage, at) - left.until(stage, at),
        "came_here_last_week": came.until(stage, at) - came.until(stage, at - 7 * DAY),
        "left_here_last_week": left.until(stage, at) - left.until(stage, at - 7 * DAY),
    }
    return {name: np.where(last >= 0, values, np.nan) for name, values in counts.items()}


def _left(happenings: Happenings, knowing: Knowing) -> Micros:
    """When each completion was followed by the next one of its application, or by its end."""
    h = happenings
    here = np.flatnonzero(h.of_kind(Kind.COMPLETED))
    here = here[np.lexsort((h.row[here], h.known[here], h.application[here]))]
    application, known = h.application[here], h.known[here]
    same = np.append(application[1:] == application[:-1], False)
    following = np.where(same, np.append(known[1:], NEVER), NEVER)
    left = np.full(h.known.size, NEVER)
    left[here] = np.maximum(np.minimum(following, knowing.ended[application]), known)
    return left


class _Instants:
    """Instants of one kind, sorted within each stage, so that a count up to an instant is a binary search.

    Parameters
    ----------
    instants : one per happening; those at which they came to be known when not given.
    """

    def __init__(self, happenings: Happenings, kind: Kind, instants: Micros | None = None) -> None:
        here = happenings.of_kind(kind)
        at = (happenings.known if instants is None else instants)[here]
        self._distinct = _distinct(at)
        self._keys = np.sort(self._key(happenings.stage[here], np.searchsorted(self._distinct, at, "right")))

    def until(self, stage: npt.NDArray[np.integer], at: Micros) -> Rows:
        """How many there were in a stage up to and with an instant."""
        return self._count(stage, np.searchsorted(self._distinct, at, "right"))

    def before(self, stage: npt.NDArray[np.integer], at: Micros) -> Rows:
        """How many there were in a stage before an instant."""
        return self._count(stage, np.searchsorted(self._distinct, at, "left"))

    def _count(self, stage: npt.NDArray[np.integer], rank: Rows) -> Rows:
        until = np.searchsorted(self._keys, self._key(stage, rank), "right")
        return np.asarray(until - np.searchsorted(self._keys, self._key(stage, np.zeros_like(rank)), "left"))

    def _key(self, stage: npt.NDArray[np.integer], rank: Rows) -> Rows:
        return np.asarray(stage.astype(np.int64) * (self._distinct.size + 1) + rank, dtype=np.int64)


def _distinct(instants: Micros) -> Micros:
    """Sort and drop what comes twice: `np.unique` hashes whole numbers first, which takes longer."""
    found = np.sort(instants)
    last = np.append(found[:-1] != found[1:], True)[: found.size]
    return np.asarray(found[last], dtype=np.int64)


def _on_shift(knowing: Knowing, at: Micros) -> npt.NDArray[np.float64]:
    """How many were on duty; not known before anyone was told to be."""
    on = knowing.fact("duty", "on_at")
    off = np.maximum(knowing.fact("duty", "off_at"), on)
    came, went = (np.searchsorted(np.sort(instants), at, "right") for instants in (on, off))
    return np.where(came > 0, came - went, np.nan)


def _last(instants: Micros, at: Micros, width: int) -> npt.NDArray[np.float64]:
    until, before = np.searchsorted(instants, at, "right"), np.searchsorted(instants, at - width, "right")
    return (until - before).astype(np.float64)
