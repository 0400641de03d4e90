"""Levels follow what came after training, as far as it was known then."""

from dataclasses import replace

import numpy as np
import pytest

from domain.eventlog import EventLog
from models.calibration import Calibrator, shifted
from models.catching_up import caught_up
from models.conformal import LEVELS
from models.trained import TrainedModel
from tests.domain.logs import hour
from tests.models.histories import two_kinds


@pytest.fixture(scope="module")
def later() -> EventLog:
    """The same service, promised for 100 hours instead of 24: nobody is late any more."""
    return two_kinds(n=320, due_hours=100)


@pytest.fixture(scope="module")
def early(two_kinds_model: TrainedModel) -> TrainedModel:
    """A model as if it had been trained at hour 100."""
    return replace(two_kinds_model, source=replace(two_kinds_model.source, until=hour(100)))


def test_a_risk_that_does_not_come_is_lowered_and_every_bound_still_rises(
    early: TrainedModel, later: EventLog
) -> None:
    now = caught_up(early, later, hour(300))
    assert now.delay is not None
    assert early.delay is not None
    scores = np.linspace(0, 1, 11)
    was, became = (one.delay.calibrator.apply(scores) for one in (early, now))
    # A probability of 0 is taken for a millionth, which no record can lower to nothing.
    assert (became <= was + 1e-6).all()
    assert (became < was - 0.01).any()
    assert (np.diff(became) >= 0).all()
    assert list(now.duration.asked) == list(LEVELS)
    assert now.duration.asked != early.duration.asked


def test_what_came_later_does_not_count(early: TrainedModel, later: EventLog) -> None:
    whole, cut = (caught_up(early, one, hour(200)) for one in (later, later.as_of(hour(200))))
    assert whole.delay is not None
    assert cut.delay is not None
    assert whole.duration.asked == cut.duration.asked
    assert whole.delay.calibrator.probabilities.tolist() == cut.delay.calibrator.probabilities.tolist()


def test_before_the_end_of_the_training_nothing_is_followed(early: TrainedModel, later: EventLog) -> None:
    assert caught_up(early, later, hour(90)) is early


def test_a_curve_moves_by_the_logarithm_of_the_odds() -> None:
    # Odds of 1 to 1 become 3 to 1: three quarters.
    plain = Calibrator(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    assert plain.moved(np.log(3)).apply(np.array([0.5])) == pytest.approx(0.75)
    assert plain.moved(0.7).apply(np.array([0.2])) == pytest.approx(shifted(np.array([0.2]), 0.7))
    assert plain.moved(0.0) is plain
