"""In what scenarios differ."""

from scenarios import load
from scenarios.difference import changes_between


def test_a_scenario_does_not_differ_from_itself() -> None:
    assert changes_between(load("one_stop"), load("one_stop")) == []


def test_names_and_stories_are_no_difference() -> None:
    base = load("one_stop")
    assert changes_between(base, base.vary(name="july")) == []


def test_every_value_that_differs_is_named_by_its_path() -> None:
    base = load("one_stop")
    other = base.vary(crews={"survey_old_town": 9}, demand_scale=2.0, levers={"data_sharing": False})
    assert [tuple(change) for change in changes_between(base, other)] == [
        ("demand.scale", 1.0, 2.0),
        ("workforce.crews.survey_old_town.size", base.workforce.crews[0].size, 9),
        ("levers.data_sharing", True, False),
    ]


def test_what_only_one_of_them_has_is_absent_in_the_other() -> None:
    base = load("one_stop")
    other = base.model_copy(update={"prices": {**base.prices, "coffee": 3.0}})
    assert [tuple(change) for change in changes_between(base, other)] == [("prices.coffee", None, 3.0)]
