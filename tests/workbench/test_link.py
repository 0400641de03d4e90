import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from scenarios.variation import Days
from workbench.link import from_query, to_query, variant_of
from workbench.variant import Variant
from workbench.what_if import MOST_SEED, WhatIf

names = st.text(min_size=1, max_size=12)
days = st.builds(Days, st.integers(1, 366), st.integers(1, 366))
variants = st.builds(
    Variant,
    name=st.text(min_size=1, max_size=40),
    desks=st.dictionaries(names, st.integers(0, 999), max_size=4),
    promises=st.dictionaries(names, st.floats(0.01, 10_000), max_size=4),
    away=st.dictionaries(names, days, max_size=4),
    crews=st.dictionaries(names, st.integers(0, 999), max_size=4),
    demand=st.none() | st.floats(0, 10),
    levers=st.dictionaries(names, st.booleans(), max_size=4),
    dispatch=st.none() | st.sampled_from(["fifo", "earliest_deadline"]),
)
what_ifs = st.builds(
    WhatIf,
    scenario=st.sampled_from(["traditional", "one_stop"]),
    variants=st.lists(variants, min_size=1, max_size=4, unique_by=lambda variant: variant.name).map(tuple),
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
    variants = (
        Variant(crews={"survey_old_town": 5}, levers={"zero_approval": False}),
        Variant("Storm", away={"survey_old_town": Days(8, 3)}),
    )
    assert to_query(WhatIf("one_stop", variants)) == {
        "scenario": "one_stop",
        "crews": "survey_old_town:5",
        "levers": "zero_approval:off",
        "name2": "Storm",
        "away2": "survey_old_town:8+3",
        "replications": "10",
        "seed": "1",
    }


def test_parameters_of_others_are_passed_over() -> None:
    assert from_query({"scenario": "one_stop", "lang": "zh", "log": "x"}) == WhatIf("one_stop")


def test_a_name_outside_the_library_is_read_only_with_its_text() -> None:
    text = "extends: one_stop\nname: mine\ndemand: {scale: 1.5}\n"
    what_if = from_query({"scenario": "mine", "days": "3", "demand": "2"}, text)
    assert (what_if.base().name, what_if.base().demand.scale, what_if.base().horizon.days) == ("mine", 1.5, 3)
    assert what_if.variant().demand.scale == 2
    assert from_query(to_query(what_if), text) == what_if
    with pytest.raises(InputError, match="scenario must be a known word, got 'mine'"):
        from_query(to_query(what_if))


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
        ({"scenario": "one_stop", "away": "north:3"}, "Link: away must be group:first\\+count pairs"),
        ({"scenario": "one_stop", "crews": "x" * 4001}, "crews must have at most 4000 characters, got 4001"),
        ({"scenario": "one_stop", "levers": "x:yes"}, "Link: levers must be lever:on or lever:off pairs"),
    ],
)
def test_a_link_that_cannot_be_read_is_told_in_one_sentence(query: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_query(query)


def test_a_variant_is_read_from_one_text_with_the_keys_of_a_link() -> None:
    text = "crews=survey_old_town:6; levers=data_sharing:off;demand=1.2"
    expected = Variant("A", crews={"survey_old_town": 6}, levers={"data_sharing": False}, demand=1.2)
    assert variant_of("A", text) == expected
    with pytest.raises(
        InputError, match=r"Variant 'A': key must be a known word, got 'crew' \(nearest: 'crews'\)"
    ):
        variant_of("A", "crew=survey_old_town:6")
