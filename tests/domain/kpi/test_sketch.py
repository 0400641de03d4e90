import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kpi.sketch import RELATIVE_ERROR, Sketch

HOURS = st.lists(st.floats(1e-3, 1e5), min_size=1, max_size=60)


def sketch(values: list[float]) -> tuple[Sketch, np.ndarray]:
    return Sketch.of(np.array(values), np.zeros(len(values), dtype=np.int32), 1), np.array([len(values)])


@given(values=HOURS, rank=st.integers(0, 59))
def test_a_value_read_by_rank_is_within_the_relative_error(values: list[float], rank: int) -> None:
    rank = min(rank, len(values) - 1)
    whole, n = sketch(values)
    exact = sorted(values)[rank]
    assert whole.ranked(np.array([rank]), n)[0] == pytest.approx(exact, rel=RELATIVE_ERROR)


@given(left=HOURS, right=HOURS)
def test_sketches_of_parts_add_up_to_the_sketch_of_the_whole(left: list[float], right: list[float]) -> None:
    added, whole = sketch(left)[0] + sketch(right)[0], sketch(left + right)[0]
    for name in ("cells", "count", "least", "greatest"):
        assert np.array_equal(getattr(added, name), getattr(whole, name))


@given(
    values=st.lists(st.sampled_from([1.0, 2.0, 50.0]), min_size=1, max_size=30),
    q=st.sampled_from([0.1, 0.5, 0.9]),
)
def test_quantiles_of_few_distinct_values_are_exact(values: list[float], q: float) -> None:
    whole, n = sketch(values)
    assert whole.quantile(q, n)[0] == pytest.approx(np.quantile(values, q))


def test_groups_are_kept_apart_and_an_empty_one_has_no_quantile() -> None:
    both = Sketch.of(np.array([1.0, 3.0, 10.0]), np.array([0, 0, 2]), 3)
    assert both.quantile(0.5, np.array([2, 0, 1])) == pytest.approx([2.0, np.nan, 10.0], nan_ok=True)


def test_zero_and_what_is_beyond_the_last_bin_are_kept() -> None:
    whole, n = sketch([0.0, 1e9])
    assert whole.ranked(np.array([0]), n)[0] == 0.0
    assert whole.ranked(np.array([1]), n)[0] == 1e9
