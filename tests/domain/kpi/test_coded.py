import numpy as np
import pandas as pd

from domain.kpi.coded import Coded, compacted, together


def names_of(coded: Coded) -> list[str]:
    return [coded.names[code] for code in coded.codes]


def test_names_are_coded_in_their_order_with_the_unknown_last() -> None:
    coded = Coded.of(pd.Series(["b", None, "a"], dtype="category"))
    assert coded.names == ("a", "b", "unknown")
    assert coded.codes.tolist() == [1, 2, 0]


def test_a_name_that_no_row_has_is_left_out() -> None:
    coded = Coded.of(pd.Series(pd.Categorical(["a"], categories=["z", "a"])))
    assert coded.known == ("a",)


def test_columns_of_any_kind_are_coded_by_their_text() -> None:
    assert names_of(Coded.of(pd.Series([2, None, 10], dtype="Int64"))) == ["2", "unknown", "10"]
    assert names_of(Coded.of(pd.Series([True, None], dtype="boolean"))) == ["True", "unknown"]
    assert names_of(Coded.of(pd.Series(["x", None], dtype="str"))) == ["x", "unknown"]


def test_a_row_of_nothing_is_unknown() -> None:
    coded = Coded.of(pd.Series(["a", "b"], dtype="category"))
    assert names_of(coded.taken(np.array([1, -1]))) == ["b", "unknown"]


def test_equal_names_of_several_columns_have_equal_codes() -> None:
    left, right = together(
        [pd.Series(["b"], dtype="category"), pd.Series(["a", "b", None], dtype="category")]
    )
    assert left.codes.tolist() == [1]
    assert right.codes.tolist() == [0, 1, 2]


def test_codes_are_compacted_alike_by_table_and_by_sorting() -> None:
    codes = np.array([7, 3, 7, 900])
    for size in (1_000, 10_000_000):
        found, places = compacted(codes, size)
        assert found.tolist() == [3, 7, 900]
        assert places.tolist() == [1, 0, 1, 2]
