"""One bundle for all tests that only read it: few rounds, so that it is made in a second or two."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from domain.eventlog import EventLog
from domain.terms import Terms
from models import duration, trees
from models.trained import TrainedModel, train
from tests.models.histories import two_kinds


@contextmanager
def quick_learners() -> Iterator[None]:
    """Few rounds, and no choice of how fast to forget."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "ROUNDS", 8)
        patch.setattr(duration, "HALF_LIVES", (None,))
        yield


@pytest.fixture(scope="session")
def two_kinds_log() -> EventLog:
    """Quick and slow applications, an hour apart, promised within a day."""
    return two_kinds(n=300)


@pytest.fixture(scope="session")
def two_kinds_model(two_kinds_log: EventLog) -> TrainedModel:
    """What is learned of them."""
    with quick_learners():
        return train(two_kinds_log, Terms.default(), seed=3)
