"""Remaining time on public logs: beside naive rules, the best published figure, LightGBM and CatBoost."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from benchmarks.foretelling.cases import Floats, Rows, alone, band, mean_of, ratio_of
from benchmarks.foretelling.logs import Public
from benchmarks.foretelling.peers import foretold
from benchmarks.measuring.section import Line, at_most
from models.conformal import LEVELS
from models.evaluation import Times, foretell_times, rule_in_words
from models.outcomes import Flags
from models.protocols import TimeTrial
from models.rules import ByCount

RECENT_DAYS, DAY_HOURS, LEAST_OF_TYPE = 60.0, 24.0, 200


def lines_of(name: str, public: Public, trial: TimeTrial) -> tuple[list[Line], str]:
    """Lines of a log, and what its estimate is made of."""
    said = foretell_times(trial, seed=0)
    cases = trial.test.moments.application
    what = f"{name}: remaining time, mean absolute error"
    others = {**_rules(trial), **_peers(trial)}
    off = {side: np.abs(trial.hours - hours) / DAY_HOURS for side, hours in others.items()}
    ours = np.abs(trial.hours - said.hours) / DAY_HOURS
    lines = [_beside(what, ours, side, theirs, cases) for side, theirs in off.items()]
    if public.published_days is not None:
        best = at_most(public.published_days)
        theirs = alone(public.published_days, 1)
        lines.insert(0, Line(what, "days", mean_of(ours, cases), public.by, theirs, target=best))
    return [*lines, *_held(name, trial, said, cases)], f"{name}: {rule_in_words(said.model.choice)}"


def _rules(trial: TimeTrial) -> Mapping[str, Floats]:
    lessons, done = trial.lessons, trial.test.frame["visits_completed"].to_numpy()
    at = lessons.features.moments.at
    recent = ByCount.of_recent(lessons.counts, lessons.hours, at, RECENT_DAYS)
    return {
        "median of the visits done": ByCount.learn(lessons.counts, lessons.hours).predict(done),
        f"the same, last {RECENT_DAYS:g} days": recent.predict(done),
        "mean of the visits done": ByCount.learn(lessons.counts, lessons.hours, "mean").predict(done),
    }


def _peers(trial: TimeTrial) -> Mapping[str, Floats]:
    lessons = trial.lessons
    said = foretold(lessons.features, np.log1p(lessons.hours), lessons.judge, trial.test, risk=False)
    return {name: np.maximum(np.expm1(one), 0) for name, one in said.items()}


def _beside(what: str, ours: Floats, peer: str, theirs: Floats, cases: Rows) -> Line:
    # To beat the median of the visits done, or to equal it, is the target of every log.
    target = at_most(float(theirs.mean())) if peer.startswith("median") else None
    spread, ratio = mean_of(ours, cases), ratio_of(ours, theirs, cases)
    return Line(what, "days", spread, peer, mean_of(theirs, cases), ratio, target)


def _held(name: str, trial: TimeTrial, said: Times, cases: Rows) -> Iterator[Line]:
    held = trial.hours[:, None] <= said.bounds
    for place, level in enumerate(LEVELS):
        off, share = _off(held[:, place], level, cases), f"{held[:, place].mean():.1%} held"
        target = at_most(1) if level == LEVELS[-1] else None
        yield Line(f"{name}: P{100 * level:.0f}, {_OFF}", "ratio", alone(off, 1), share, target=target)
    yield from _worst_type(name, held[:, -1], np.array(trial.groups, dtype=object), cases)


_OFF = "distance of the share that held / half the 99 % band"


def _worst_type(name: str, held: Flags, types: npt.NDArray[np.object_], cases: Rows) -> Iterator[Line]:
    known = [one for one in sorted(set(types.tolist())) if (types == one).sum() >= LEAST_OF_TYPE]
    if len(known) < 2:
        return
    off = [_off(held[types == one], LEVELS[-1], cases[types == one]) for one in known]
    worst = known[int(np.argmax(off))]
    share = f"{held[types == worst].mean():.1%} of {worst} held"
    what = f"{name}: P90 of the worst of {len(known)} types with {LEAST_OF_TYPE} looks, {_OFF}"
    yield Line(what, "ratio", alone(max(off), 1), share, target=at_most(1))


def _off(held: Flags, level: float, cases: Rows) -> float:
    return abs(float(held.mean()) - level) / band(held, level, cases)
