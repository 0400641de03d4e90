"""Rehearsals: each part of the cases is foretold from the parts before it."""

import numpy as np

from models.features import Moments
from models.rehearsal import rehearsals


def test_the_last_three_of_five_parts_are_foretold_from_all_before_them() -> None:
    # Ten cases in reverse order of time, two looks each; the looks at one case are never parted.
    cases = np.repeat(np.arange(10), 2)
    moments = Moments.of(cases, 100 - 10 * cases + np.tile([0, 500], 10))
    told = [
        (sorted(set(cases[learn].tolist())), sorted(set(cases[judge].tolist())))
        for learn, judge in rehearsals(moments, np.ones(20, dtype=bool))
    ]
    assert told == [([6, 7, 8, 9], [4, 5]), ([4, 5, 6, 7, 8, 9], [2, 3]), (list(range(2, 10)), [0, 1])]


def test_looks_that_are_not_to_be_used_are_in_no_part() -> None:
    moments = Moments.of(np.arange(10), np.arange(10))
    even = np.arange(10) % 2 == 0
    for learn, judge in rehearsals(moments, even):
        assert not (learn | judge)[~even].any()
        assert judge.sum() == 1
