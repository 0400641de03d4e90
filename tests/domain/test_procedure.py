from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.condition import Condition
from domain.errors import InputError
from domain.procedure import Choice, Loop, Parallel, Procedure, Rule, Sequence, Silent, Step, Visit
from domain.procedure_mapping import read_procedure

HIGH_VOLTAGE = """
sequence:
- acceptance
- rule:
  - {when: {terrain: [mountain, industrial]}, then: drone_survey}
  - {otherwise: survey}
- loop: {do: scheme_design, redo: survey, probability: 0.1}
- choice:
  - {probability: 0.3, then: contract}
  - {probability: 0.7, then: silent}
- parallel: [construction, meter_installation]
- energization
"""


def test_a_file_says_what_the_tree_is() -> None:
    terrain = Condition((("terrain", ("mountain", "industrial")),))
    assert read_procedure("hv", yaml.safe_load(HIGH_VOLTAGE)).root == Sequence(
        (
            Visit("acceptance"),
            Rule(((terrain, Visit("drone_survey")),), Visit("survey")),
            Loop(Visit("scheme_design"), Visit("survey"), 0.1),
            Choice(((0.3, Visit("contract")), (0.7, Silent()))),
            Parallel((Visit("construction"), Visit("meter_installation"))),
            Visit("energization"),
        )
    )


def test_stages_come_once_in_the_order_of_the_tree() -> None:
    assert read_procedure("hv", yaml.safe_load(HIGH_VOLTAGE)).stages() == (
        "acceptance",
        "drone_survey",
        "survey",
        "scheme_design",
        "contract",
        "construction",
        "meter_installation",
        "energization",
    )


def test_expected_visits_follow_chances_loops_and_rules() -> None:
    procedure = read_procedure("hv", yaml.safe_load(HIGH_VOLTAGE))
    # Redone 0.1 + 0.01 + ... = 0.1 / 0.9 = 1/9 times: the scheme 1 + 1/9, the survey its own 1 and 1/9.
    urban = procedure.expected_visits({"terrain": "urban"})
    assert urban["scheme_design"] == pytest.approx(10 / 9)
    assert urban["survey"] == pytest.approx(10 / 9)
    assert urban["contract"] == pytest.approx(0.3)
    assert urban["construction"] == urban["meter_installation"] == urban["energization"] == 1
    mountain = procedure.expected_visits({"terrain": "mountain"})
    assert mountain["drone_survey"] == 1
    assert mountain["survey"] == pytest.approx(1 / 9)


def test_a_limit_cuts_the_repetitions_of_a_loop() -> None:
    # At most 2 repetitions with chance 1/2: 1/2 + 1/4 = 3/4.
    loop = Loop(Visit("scheme_design"), Silent(), 0.5, max=2)
    assert loop.expected_redos == 0.75
    assert Procedure("hv", loop).expected_visits() == {"scheme_design": 1.75}


def test_a_loop_inside_a_loop_multiplies() -> None:
    # Each of the 2 outer rounds does the inner step 2 times: 1 / (1 - 1/2) twice.
    inner = Loop(Visit("survey"), Silent(), 0.5)
    assert Procedure("hv", Loop(inner, Silent(), 0.5)).expected_visits() == {"survey": 4}


def test_the_first_condition_that_holds_is_taken() -> None:
    urban, any_high = Condition((("terrain", ("urban",)),)), Condition((("category", ("hv",)),))
    rule = Rule(((urban, Visit("survey")), (any_high, Visit("drone_survey"))))
    assert rule.taken({"terrain": "urban", "category": "hv"}) == Visit("survey")
    assert rule.taken({"terrain": "rural", "category": "hv"}) == Visit("drone_survey")
    assert rule.taken({}) == Silent()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Visit(" "), "A stage must have a name"),
        (lambda: Visit("silent"), "must not be named 'silent'"),
        (lambda: Sequence(()), "A sequence must have at least one step, got none"),
        (lambda: Parallel((Visit("survey"),)), "at least 2 branches, got 1"),
        (lambda: Choice(((1.0, Visit("survey")),)), "at least 2 branches, got 1"),
        (lambda: Choice(((1.5, Silent()), (-0.5, Silent()))), "between 0 and 1, got 1.5"),
        (lambda: Choice(((0.5, Silent()), (0.4, Silent()))), "must sum to 1, got 0.9"),
        (lambda: Choice(((float("nan"), Silent()), (0.4, Silent()))), "between 0 and 1, got nan"),
        (lambda: Rule(()), "at least one condition"),
        (lambda: Loop(Silent(), Silent(), 1.0), "at least 0 and less than 1, got 1.0"),
        (lambda: Loop(Silent(), Silent(), 0.1, max=0), "max must be at least 1, got 0"),
    ],
)
def test_a_step_that_breaks_a_rule_cannot_be_made(make: Callable[[], Step], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"sequense": []},
            r"Procedure 'hv': step must be a known word, got 'sequense' \(nearest: 'sequence'\)",
        ),
        ({"sequence": []}, "Procedure 'hv': sequence: A sequence must have at least one step"),
        ({"sequence": "survey"}, "sequence must be a list of steps, got 'survey'"),
        (
            {"sequence": ["survey", 7]},
            r"sequence\[2\]: a step must be a stage name or one of sequence, parallel",
        ),
        ({"sequence": [], "loop": {}}, "a step must be a stage name or one of"),
        (
            {"loop": {"do": "a", "redo": "b", "probability": 0.1, "maxi": 2}},
            r"key .* got 'maxi' \(nearest: 'max'\)",
        ),
        ({"loop": {"do": "a", "redo": "b"}}, "loop must have the key 'probability', got do, redo"),
        (
            {"loop": {"do": "a", "redo": "b", "probability": 1}},
            "loop: A loop's probability must be at least 0",
        ),
        (
            {"loop": {"do": "a", "redo": "b", "probability": "often"}},
            "must be a number from 0 to 1, got 'often'",
        ),
        (
            {"loop": {"do": "a", "redo": "b", "probability": 0.1, "max": True}},
            "max must be a whole number, got True",
        ),
        ({"choice": [{"probability": 0.5, "do": "a"}]}, r"choice\[1\]: key must be a known word, got 'do'"),
        ({"choice": ["a", "b"]}, r"choice\[1\] must have the keys probability, then, got 'a'"),
        ({"rule": [{"otherwise": "a"}]}, "rule: A rule must have at least one condition"),
        (
            {"rule": [{"when": "urban", "then": "a"}]},
            r"rule\[1\]: when must map attributes to values, got 'urban'",
        ),
        (None, "a step must be a stage name or one of"),
    ],
)
def test_data_that_breaks_a_rule_is_answered_with_the_path_to_it(data: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_procedure("hv", data)


def test_a_tree_nested_without_end_is_refused() -> None:
    data: Any = "survey"
    for _ in range(1_000):
        data = {"sequence": [data]}
    with pytest.raises(InputError, match="must not be nested deeper than 50 steps"):
        read_procedure("hv", data)


chances = st.floats(0, 1, exclude_max=True)
stages = st.sampled_from(["acceptance", "survey", "scheme_design", "contract"]).map(Visit)
conditions = st.lists(st.sampled_from(["urban", "rural"]), min_size=1, max_size=2).map(
    lambda values: Condition((("terrain", tuple(values)),))
)


def larger(step: st.SearchStrategy[Step]) -> st.SearchStrategy[Step]:
    steps = st.lists(step, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        steps.map(Sequence),
        steps.map(Parallel),
        st.builds(
            lambda chance, one, other: Choice(((chance, one), (1 - chance, other))), chances, step, step
        ),
        st.builds(Rule, st.tuples(st.tuples(conditions, step)), step),
        st.builds(Loop, step, step, chances, st.none() | st.integers(1, 5)),
    )


procedures = st.recursive(stages | st.just(Silent()), larger, max_leaves=8).map(
    lambda root: Procedure("hv", root)
)


@given(procedures, st.sampled_from(["urban", "rural", "mountain"]))
def test_every_stage_has_its_expected_visits(procedure: Procedure, terrain: str) -> None:
    visits = procedure.expected_visits({"terrain": terrain})
    assert tuple(visits) == procedure.stages()
    assert all(count >= 0 for count in visits.values())
