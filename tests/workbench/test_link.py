import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from workbench.link import from_query, to_query
from workbench.what_if import MOST_SEED, WhatIf

names = st.text(min_size=1, max_size=12)
what_ifs = st.builds(
    WhatIf,
    scenario=st.sampled_from(["traditional", "one_stop"]),
    crews=st.dictionaries(names, st.integers(0, 999), max_size=4),
    demand=st.none() | st.floats(0, 10),
    levers=st.dictionaries(names, st.booleans(), max_size=4),
    dispatch=st.none() | st.sampled_from(["fifo", "earliest_deadline"]),
    days=st.none() | st.integers(1, 366),
    replications=st.integers(1, 200),
    seed=st.integers(0, MOST_SEED),
)


@given(what_ifs)
def test_a_link_reopens_the_same_what_if(what_if: WhatIf) -> None:
    assert from_query(to_query(what_if)) == what_if


@given(
    st.dictionaries(st.sampled_from(["crews", "demand", "levers", "days", "replications", "seed"]), st.text())
)
def test_whatever_a_link_says_is_read_or_refused_in_one_sentence(query: dict[str, str]) -> None:
    try:
        what_if = from_query({"scenario": "one_stop", **query})
    except InputError:
        return
    assert from_query(to_query(what_if)) == what_if


def test_a_link_says_what_differs_and_leaves_out_the_rest() -> None:
    what_if = WhatIf("one_stop", crews={"survey_old_town": 5}, levers={"zero_approval": False})
    assert to_query(what_if) == {
        "scenario": "one_stop",
        "crews": "survey_old_town:5",
        "levers": "zero_approval:off",
        "replications": "10",
        "seed": "1",
    }


def test_parameters_of_others_are_passed_over() -> None:
    assert from_query({"scenario": "one_stop", "lang": "zh", "log": "x"}) == WhatIf("one_stop")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"scenario": "one_stopp"},
            r"Link: scenario must be a known word, got 'one_stopp' \(nearest: 'one_stop'\)",
        ),
        ({"scenario": "/etc/passwd"}, "Link: scenario must be a known word"),
        ({}, "Link: scenario must be a known word, got None"),
        ({"scenario": "one_stop", "days": "ten"}, "Link: days must be a whole number, got 'ten'"),
        ({"scenario": "one_stop", "days": "0"}, "days must lie between 1 and 366, got 0"),
        ({"scenario": "one_stop", "demand": "nan"}, "Link: demand must be a number, got 'nan'"),
        ({"scenario": "one_stop", "crews": "north"}, "Link: crews must be group:count pairs"),
        (
            {"scenario": "one_stop", "crews": "north:-1"},
            "crews of 'north' must lie between 0 and 999, got -1",
        ),
        ({"scenario": "one_stop", "levers": "x:yes"}, "Link: levers must be lever:on or lever:off pairs"),
    ],
)
def test_a_link_that_cannot_be_read_is_told_in_one_sentence(query: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_query(query)
