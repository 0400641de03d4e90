"""Lateness on logs with deadlines: beside the rate of the type, LightGBM and CatBoost."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from benchmarks.foretelling.cases import Floats, Rows, alone, interval, mean_of, ratio_of
from benchmarks.foretelling.peers import foretold
from benchmarks.measuring.material import SEED
from benchmarks.measuring.section import Line, at_least, at_most
from benchmarks.measuring.spread import Spread
from models.calibration import expected_calibration_error
from models.evaluation import foretell_risk
from models.outcomes import Flags
from models.protocols import LateTrial
from models.rehearsal import rehearsals
from models.rules import ByType

RATE, WORSE, ERROR = "rate of the type", -0.005, 0.03
"""Naive rule; by how much the area may be smaller than LightGBM's; calibration error to reach."""


def lines_of(name: str, trial: LateTrial) -> list[Line]:
    """Lines of a log; none where no deadline teaches and judges."""
    if not trial.late.any() or trial.late.all():
        return []
    cases, ours = trial.test.moments.application, foretell_risk(trial, seed=0)
    said = {RATE: _rate(trial), **_peers(trial)}
    areas = [_area(name, trial.late, ours, peer, risk, cases) for peer, risk in said.items()]
    briers = [_brier(name, trial.late, ours, peer, risk, cases) for peer, risk in said.items()]
    return [line for part in areas for line in part] + briers + _errors(name, trial.late, ours, said, cases)


def _rate(trial: LateTrial) -> Floats:
    known = trial.outcome.known
    types = pd.Series(trial.types)[known].reset_index(drop=True)
    return ByType.learn(types, trial.outcome.late[known]).predict(pd.Series(trial.test_types))


def _peers(trial: LateTrial) -> Mapping[str, Floats]:
    known = trial.outcome.known
    learned = trial.features.take(known)
    *_, (_, choose) = rehearsals(learned.moments, np.ones(len(learned), dtype=bool))
    late = trial.outcome.late[known].astype(np.float64)
    return foretold(learned, late, choose, trial.test, risk=True)


def _area(name: str, late: Flags, ours: Floats, peer: str, theirs: Floats, cases: Rows) -> Sequence[Line]:
    what, sides = f"{name}: area under the curve", (partial(_area_of, late, one) for one in (ours, theirs))
    own, other = (interval(side, cases) for side in sides)
    line = Line(what, "1 is best", own, peer, other, target=at_least(other.median) if peer == RATE else None)
    ahead = interval(partial(_ahead, late, ours, theirs), cases)
    target = at_least(WORSE) if peer.startswith("LightGBM") else None
    return line, Line(f"{what}, ours - {peer}", "difference", ahead, target=target)


def _brier(name: str, late: Flags, ours: Floats, peer: str, theirs: Floats, cases: Rows) -> Line:
    own, other = ((risk - late) ** 2 for risk in (ours, theirs))
    ratio = ratio_of(own, other, cases)
    return Line(f"{name}: Brier score", "0 is best", mean_of(own, cases), peer, mean_of(other, cases), ratio)


def _errors(name: str, late: Flags, ours: Floats, said: Mapping[str, Floats], cases: Rows) -> list[Line]:
    what, own = f"{name}: calibration error", alone(expected_calibration_error(ours, late), late.size)
    by_chance = Line(
        what, "share", own, "chance alone, were the risks true", _chance(ours, cases), target=at_most(ERROR)
    )
    found = {peer: alone(expected_calibration_error(risk, late), late.size) for peer, risk in said.items()}
    return [by_chance, *(Line(what, "share", own, peer, error) for peer, error in found.items())]


def _chance(risk: Floats, cases: Rows) -> Spread:
    """The error that true risks would show on so many cases, whose looks share one outcome."""
    rng = np.random.default_rng(SEED)
    _, place = np.unique(cases, return_inverse=True)
    drawn = [expected_calibration_error(risk, rng.random(place.max() + 1)[place] < risk) for _ in range(100)]
    return Spread(float(np.mean(drawn)), min(drawn), max(drawn), len(drawn))


def _area_of(late: Flags, risk: Floats, weights: Floats) -> float:
    return float(roc_auc_score(late, risk, sample_weight=weights))


def _ahead(late: Flags, ours: Floats, theirs: Floats, weights: Floats) -> float:
    return _area_of(late, ours, weights) - _area_of(late, theirs, weights)
