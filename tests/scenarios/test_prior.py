import pytest

from domain.errors import InputError
from scenarios import Scenario, load, loads
from scenarios.prior import with_figures


@pytest.fixture(scope="module")
def traditional() -> Scenario:
    return load("traditional")


@pytest.mark.parametrize("name", list(load("traditional").priors))
def test_every_prior_of_the_library_leads_to_figures_and_holds_what_is_said(name: str) -> None:
    """What the scenario says lies in the range: factor 1, or the figure itself."""
    scenario = load("traditional")
    prior = scenario.priors[name]
    changed = with_figures(scenario, "other", {name: prior.high})
    assert changed.model_dump() != {**scenario.model_dump(), "name": "other"}
    assert prior.low <= 1 <= prior.high


def test_a_duration_changes_in_all_its_times_and_keeps_its_unit(traditional: Scenario) -> None:
    """Mean 2.5 days, deviation 2 days, times 0.4: 1 day and 0.8 days."""
    changed = with_figures(traditional, "other", {"confirmation_by_letter": 0.4})
    hold = changed.stages["scheme_confirmation"].hold
    assert hold is not None
    assert hold.duration.model_dump() == {
        "distribution": "lognormal",
        "mean": pytest.approx(1.0),
        "sd": pytest.approx(0.8),
        "unit": "days",
    }


def test_a_star_stands_for_every_key(traditional: Scenario) -> None:
    changed = with_figures(traditional, "other", {"papers_by_post": 0.25})
    handed = [stage.hand_over for stage in changed.stages.values() if stage.hand_over]
    handed += [s.hand_over for t in changed.tracks.values() for s in t.stages.values() if s.hand_over]
    assert {hand_over.by_post for hand_over in handed} == {0.25}
    assert len(handed) > 8


def test_the_scenario_itself_is_left_as_it_is(traditional: Scenario) -> None:
    before = traditional.model_dump()
    with_figures(traditional, "other", {"confirmation_online": 2.0, "field_work": 0.7})
    assert traditional.model_dump() == before


def test_figures_of_a_lever_change_before_it_is_pulled() -> None:
    changed = with_figures(load("one_stop"), "other", {"confirmation_online": 0.5})
    hold = changed.in_force.stages["scheme_confirmation"].hold
    assert hold is not None
    assert hold.duration.mean_minutes == pytest.approx(180)


def test_an_unknown_prior_and_one_that_leads_nowhere_are_named(traditional: Scenario) -> None:
    with pytest.raises(InputError, match=r"got 'field_wrk' \(nearest: 'field_work'\)"):
        with_figures(traditional, "other", {"field_wrk": 1.0})
    nowhere = "priors: {none: {figures: [stages.lunch.work], low: 0.0, high: 1.0, because: x}}"
    text = f"extends: one_stop\nname: other\n{nowhere}"
    with pytest.raises(InputError, match=r"priors\.none\.figures must lead to a figure, got none"):
        with_figures(loads(text), "another", {"none": 1.0})


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(InputError, match=r"priors\.field_work: low must not be above high, got 2 above 1\.3"):
        loads("extends: one_stop\nname: other\npriors: {field_work: {low: 2.0}}")
