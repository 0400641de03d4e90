"""Scenario texts while they are written."""

import pytest

from domain.errors import InputError
from scenarios import load
from scenarios.draft import Draft, first_draft, value_at, with_values

TEXT = "# mine\nextends: one_stop  # the base\nname: july\n"
CREW = ("workforce", "crews", "survey_old_town", "size")


def test_a_first_draft_differs_in_its_name_only() -> None:
    draft = Draft.of(first_draft("one_stop", "july"))
    assert draft.scenario is not None
    assert draft.scenario.name == "july"
    assert draft.base == load("one_stop")
    assert draft.changes == []


def test_a_value_set_stands_in_the_text_beside_its_comments() -> None:
    text = with_values(TEXT, {("demand", "scale"): 1.2, CREW: 6})
    assert text.startswith(TEXT)
    assert value_at(text, ("demand", "scale")) == 1.2
    assert value_at(text, CREW) == 6


def test_what_is_set_tells_in_what_it_differs_from_the_base() -> None:
    changes = Draft.of(with_values(TEXT, {("demand", "scale"): 1.2, CREW: 6})).changes
    assert [tuple(change) for change in changes] == [
        ("demand.scale", 1.0, 1.2),
        ("workforce.crews.survey_old_town.size", 4, 6),
    ]


def test_a_value_taken_out_takes_along_what_it_leaves_empty() -> None:
    text = with_values(TEXT, {("demand", "scale"): 1.2, CREW: 6})
    assert with_values(text, {("demand", "scale"): None, CREW: None}) == TEXT


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    assert with_values(TEXT, {("demand", "scale"): None}) == TEXT


def test_another_value_of_a_named_thing_stays_when_one_is_taken_out() -> None:
    text = TEXT + "workforce: {crews: [{name: survey_old_town, size: 6, roster: office}]}\n"
    left = with_values(text, {CREW: None})
    assert value_at(left, CREW[:-1]) == {"name": "survey_old_town", "roster": "office"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("extends: one_stp\nname: july\n", "nearest: 'one_stop'"),
        ("", "must hold keys and values"),
        ("name: [", "must be valid YAML"),
        (TEXT + "levers: {drons: true}\n", "levers.drons must name a lever that exists"),
    ],
)
def test_a_wrong_text_says_what_is_wrong(text: str, problem: str) -> None:
    draft = Draft.of(text)
    assert draft.scenario is None
    assert problem in draft.problems[0]
    assert draft.changes == []


def test_a_draft_extends_no_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("here") / "mine.yaml"
    file.write_text(TEXT, encoding="utf-8")
    draft = Draft.of(f"extends: {file}\nname: x\n")
    assert draft.scenario is None
    assert draft.base is None


def test_a_path_through_a_plain_value_is_refused() -> None:
    with pytest.raises(InputError, match="scale must stand below keys, got 3"):
        with_values(TEXT + "demand: 3\n", {("demand", "scale"): 1.2})


def test_what_a_text_does_not_say_is_none() -> None:
    assert value_at(TEXT, ("demand", "scale")) is None
    assert value_at("name: [", ("name",)) is None
