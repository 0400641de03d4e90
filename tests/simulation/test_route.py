"""Ways through the procedure: choices, rules and loops, by chance and by outcome."""

import pytest

from scenarios import Scenario
from simulation import run
from tests.simulation.small import constant, desk, scenario, scenario_data


def ways(of, seed=1):
    """Stages of every application in order, with outcomes, for those that finished."""
    log = run(of, seed)
    done = log.applications["finished_at"].notna().to_numpy()
    visits = log.visits[done[log.visits["application"]]].astype({"stage": str, "outcome": object})
    return visits.groupby("application")[["stage", "outcome"]].agg(list)


def office(*stages, **outcomes):
    made = {name: desk("office", constant(1)) for name in stages}
    for name, found in outcomes.items():
        made[name]["outcomes"] = found
    return made


def procedure(of, stages, **more):
    return scenario(stages, {"office": 50}, of, roster="always", per_day=1000.0, **more)


def test_a_choice_is_drawn_in_its_shares():
    tree = {
        "choice": [{"probability": 0.3, "then": "a"}, {"probability": 0.7, "then": {"sequence": ["b", "c"]}}]
    }
    found = ways(procedure(tree, office("a", "b", "c")))["stage"].map(tuple)
    assert set(found) == {("a",), ("b", "c")}
    assert (found == ("a",)).mean() == pytest.approx(0.3, abs=0.05)


def test_a_rule_goes_by_what_the_customer_is():
    data = scenario_data(
        office("hall_desk", "line_desk"),
        {"office": 50},
        {"rule": [{"when": {"channel": ["hall"]}, "then": "hall_desk"}, {"otherwise": "line_desk"}]},
        roster="always",
        per_day=1000.0,
    )
    data["demand"]["streams"]["plain"]["channels"] = {"hall": 1, "online": 3}
    log = run(Scenario.from_data(data), 1)
    channel = log.applications["channel"].astype(str)[log.visits["application"]].to_numpy()
    stage = log.visits["stage"].astype(str).to_numpy()
    assert ((channel == "hall") == (stage == "hall_desk")).all()
    assert (channel == "hall").mean() == pytest.approx(0.25, abs=0.05)


def test_a_loop_goes_round_again_for_each_outcome_but_success():
    tree = {"sequence": ["design", {"loop": {"do": "confirm", "redo": "design"}}, "build"]}
    stages = office("design", "confirm", "build", confirm={"objects": 0.2, "error": 0.1})
    for way in ways(procedure(tree, stages)).itertuples():
        confirmed = [
            outcome for stage, outcome in zip(way.stage, way.outcome, strict=True) if stage == "confirm"
        ]
        rounds = len(confirmed) - 1
        assert way.stage == ["design", "confirm"] * (rounds + 1) + ["build"]
        assert all(outcome in {"objects", "error"} for outcome in confirmed[:-1])
        assert confirmed[-1] != confirmed[-1], "the last one has no outcome: success"


def test_a_loop_by_outcome_repeats_as_often_as_its_probability_says():
    """0.3 / (1 - 0.3) = 0.43 repetitions; two in three of them because the customer objects."""
    tree = {"loop": {"do": "confirm", "redo": "silent"}}
    found = ways(procedure(tree, office("confirm", confirm={"objects": 0.2, "error": 0.1})))
    assert found["stage"].map(len).mean() == pytest.approx(1 / 0.7, abs=0.06)
    outcomes = found["outcome"].explode().dropna()
    assert (outcomes == "objects").mean() == pytest.approx(2 / 3, abs=0.06)


def test_a_loop_by_chance_is_repeated_at_most_as_often_as_it_may():
    tree = {"loop": {"do": "test", "redo": "mend", "probability": 0.9, "max": 2}}
    found = ways(procedure(tree, office("test", "mend")))["stage"].map(tuple)
    assert max(map(len, found)) == len(("test", "mend", "test", "mend", "test"))
    # 0.9 x 0.9 reach the last round
    assert (found.map(len) == 5).mean() == pytest.approx(0.81, abs=0.04)


def test_a_loop_in_a_loop_may_repeat_anew_each_time():
    inner = {"loop": {"do": "a", "redo": "silent", "probability": 0.5, "max": 1}}
    outer = {"loop": {"do": inner, "redo": "b", "probability": 0.5, "max": 1}}
    found = set(ways(procedure(outer, office("a", "b")))["stage"].map(tuple))
    assert found == {
        ("a",), ("a", "a"), ("a", "b", "a"), ("a", "a", "b", "a"),
        ("a", "b", "a", "a"), ("a", "a", "b", "a", "a"),
    }  # fmt: skip


def test_the_outcome_of_a_stage_is_not_drawn_where_it_closes_no_loop():
    tree = {"sequence": ["design", {"loop": {"do": "design", "redo": "silent"}}]}
    found = ways(procedure(tree, office("design", design={"incomplete": 0.5})))["outcome"]
    assert found.str[0].isna().all()
    assert (found.str[1] == "incomplete").mean() == pytest.approx(0.5, abs=0.05)


def test_mean_visits_agree_with_the_procedure():
    """The tree's own expectation and what runs through the twin are reckoned apart."""
    works_or_not = {"choice": [{"probability": 0.4, "then": "works"}, {"probability": 0.6, "then": "silent"}]}
    tree = {
        "sequence": [
            {"loop": {"do": {"sequence": ["survey", "design"]}, "redo": "silent", "probability": 0.2}},
            {"parallel": ["contract", works_or_not]},
            "supply",
        ]
    }  # fmt: skip
    of = procedure(tree, office("survey", "design", "contract", "works", "supply"))
    seen = ways(of)["stage"].explode().value_counts() / len(ways(of))
    for stage, mean in of.procedure("plain").expected_visits().items():
        assert seen[stage] == pytest.approx(mean, abs=0.06), stage
