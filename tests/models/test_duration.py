"""Remaining time: where the plain rule is best, it is used itself."""

import numpy as np

from domain.terms import Terms
from models.duration import Lessons, fit_duration
from models.evaluation import rule_in_words
from models.features import features_at, prefixes
from models.recipe import recipe_of
from models.rules import ByCount
from models.split import later_cases
from tests.models.histories import two_kinds


def test_a_model_that_does_not_beat_the_median_on_later_cases_falls_back_to_it_and_says_so() -> None:
    # Ten hours to go for each visit done: the median at each number of visits is never wrong.
    log = two_kinds(n=60)
    moments = prefixes(log)
    features = features_at(log, moments, recipe_of(log, Terms.default()))
    done = features.frame["visits_completed"].to_numpy()
    all_ = np.ones(done.size, dtype=bool)
    lessons = Lessons(
        features, 10 * done, np.ones(done.size), later_cases(log, moments, all_), [""] * done.size
    )
    model = fit_duration(lessons)
    assert (model.choice.share, model.choice.error_hours) == (0, 0)
    assert model.predict(features).tolist() == (10 * done).tolist()
    assert rule_in_words(model.choice).startswith("Nothing beat the median of all cases")


def test_the_rule_of_recent_cases_forgets_what_is_older() -> None:
    # Looks on days 0, 5 and 9 of one visit each; the last five days hold two of them: the median of 4 and 8.
    at = np.array([0, 5, 9]) * 86_400_000_000
    count, hours = np.ones(3), np.array([100.0, 4.0, 8.0])
    assert ByCount.of_recent(count, hours, at, 5).predict(np.ones(1)).tolist() == [6]
    assert ByCount.of_recent(count, hours, at, None).predict(np.ones(1)).tolist() == [8]
