"""What of a process the map shows: the commonest, with no stage that nothing leads out of."""

import pandas as pd

from dashboard.charts.map_choice import AT_MOST, END, START, is_register, shown, stages, weights_of
from dashboard.charts.stage_counts import AT_MOST as MOST_BARS
from dashboard.charts.stage_counts import stage_counts


def transitions(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_stage", "to_stage", "count"])


def test_a_share_of_the_map_keeps_the_commonest_transitions_and_every_stage_joined() -> None:
    weights = {(START, "a"): 50.0, ("a", "b"): 40.0, ("a", "c"): 5.0, ("c", END): 5.0, ("b", END): 40.0}
    # 60 % of 140 is 84, which the two heaviest reach; the way from b to the end joins what they show.
    assert set(shown(weights, 0.6)) == {(START, "a"), ("a", "b"), ("b", END)}
    assert shown(weights, 1.0) == weights


def test_a_stage_is_shown_with_its_way_out_even_through_one_that_was_not_chosen() -> None:
    weights = {(START, "a"): 9.0, ("a", END): 8.0, ("a", "b"): 3.0, ("b", "c"): 2.0, ("c", END): 1.0}
    # 85 % of 23 is 19.55: the three heaviest make 20. From b the only way on leads through c.
    assert set(shown(weights, 0.85)) == set(weights)


def test_a_map_holds_the_stages_that_are_entered_most() -> None:
    # Stage k of 40 is entered k + 1 times.
    weights = {(START, f"s{k:02}"): k + 1.0 for k in range(40)}
    weights |= {(f"s{k:02}", END): k + 1.0 for k in range(40)}
    assert stages(shown(weights, 1.0)) == {f"s{k:02}" for k in range(40 - AT_MOST, 40)}


def test_a_log_of_single_visits_is_a_register() -> None:
    single = transitions(("", "lamp", 50), ("lamp", "", 50), ("", "tree", 40), ("tree", "", 40))
    assert is_register(single)
    # 20 of 200 transitions lead from one stage to another.
    assert not is_register(pd.concat([single, transitions(("lamp", "tree", 20))]))


def test_the_beginning_and_the_end_have_a_name_of_their_own() -> None:
    assert weights_of(transitions(("", "a", 2), ("a", "", 1))) == {(START, "a"): 2.0, ("a", END): 1.0}


def test_a_register_is_drawn_as_its_commonest_stages() -> None:
    nodes = pd.DataFrame({"stage": [f"s{k}" for k in range(30)], "count": range(1, 31), "median_hours": 2.0})
    drawn = next(iter(stage_counts(nodes).to_dict()["datasets"].values()))
    assert [row["count"] for row in drawn] == list(range(30, 30 - MOST_BARS, -1))
    assert drawn[0]["said"] == "30 · 2 h"
