"""What one more crew would save."""

import pytest

from optimizer import Work
from optimizer.marginal import marginal_values
from tests.optimizer.line import crew, plan, problem, visit


def test_another_crew_is_worth_the_visit_it_would_not_leave_out() -> None:
    # The only surveyor is busy with A; one more would do B, which costs 900 to leave out and 20 of way.
    visits = [visit(name, work=200, price_unplanned=900) for name in "AB"]
    crews = [crew("c1"), crew("m1", skills=("meter",))]
    values = marginal_values(plan(("c1", "A", "08:10")), problem(visits, crews), budget=Work(20))
    assert values["skills"].tolist() == ["meter", "survey"]
    assert values["saves"].tolist() == pytest.approx([0, 880])
    assert values["saves_per_hour"].tolist() == pytest.approx([0, 220])


def test_crews_that_are_never_on_duty_are_not_multiplied_and_whoever_asks_can_stop() -> None:
    asked = problem([visit("A")], [crew("c1", shifts=())])
    assert marginal_values(plan(), asked).empty
    assert marginal_values(plan(), problem([visit("A")]), progress=lambda done, of: False).empty
