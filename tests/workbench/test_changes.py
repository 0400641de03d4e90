import pytest

from domain.errors import InputError
from scenarios import Scenario, load
from workbench.changes import crews_of, levers_of


@pytest.fixture(scope="module")
def one_stop() -> Scenario:
    return load("one_stop")


def size(scenario: Scenario, group: str) -> int:
    return next(one.size for one in scenario.workforce.crews if one.name == group)


def test_a_signed_number_is_added_to_the_crews_there_are(one_stop: Scenario) -> None:
    before = size(one_stop, "survey_old_town")
    assert crews_of(one_stop, ["old_town/survey=+2"]) == {"survey_old_town": before + 2}


def test_a_plain_number_replaces_them(one_stop: Scenario) -> None:
    assert crews_of(one_stop, ["old_town/survey=0"]) == {"survey_old_town": 0}


def test_a_group_may_be_named_and_changes_of_one_group_add_up(one_stop: Scenario) -> None:
    before = size(one_stop, "survey_old_town")
    changes = ["survey_old_town=+1", "old_town/survey=-2"]
    assert crews_of(one_stop, changes) == {"survey_old_town": before - 1}


def test_levers_are_switched_by_name(one_stop: Scenario) -> None:
    assert levers_of(one_stop, ["zero_approval=off", "data_sharing=on"]) == {
        "zero_approval": False,
        "data_sharing": True,
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("old_twn/survey=+1", r"region must be a known word, got 'old_twn' \(nearest: 'old_town'\)"),
        ("old_town/servey=+1", r"skill must be a known word, got 'servey' \(nearest: 'survey'\)"),
        (
            "survey_old_twn=+1",
            r"crew group must be a known word, got 'survey_old_twn' \(nearest: 'survey_old_town'",
        ),
        ("old_town/survey=many", "crews must be a number such as .1, -1 or 4, got 'many'"),
        ("old_town/survey", "must be of the form region/skill=.1, got 'old_town/survey'"),
        ("=+1", "must be of the form region/skill=.1, got '=.1'"),
    ],
)
def test_a_change_of_crews_that_cannot_be_read_is_told_in_one_sentence(
    one_stop: Scenario, change: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        crews_of(one_stop, [change])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("zero_aproval=on", r"lever must be a known word, got 'zero_aproval' \(nearest: 'zero_approval'\)"),
        ("zero_approval=yes", r"state must be a known word, got 'yes' \(one of: off, on\)"),
        ("zero_approval", "must be of the form name=on, got 'zero_approval'"),
    ],
)
def test_a_change_of_levers_that_cannot_be_read_is_told_in_one_sentence(
    one_stop: Scenario, change: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        levers_of(one_stop, [change])


def test_a_skill_two_groups_of_a_region_share_asks_for_the_groups_name(one_stop: Scenario) -> None:
    data = one_stop.model_dump()
    data["workforce"]["crews"][4]["skills"] = ("installation", "survey")
    shared = Scenario.from_data(data)
    with pytest.raises(
        InputError, match="name the crew group meant, one of survey_old_town, installation_old_town"
    ):
        crews_of(shared, ["old_town/survey=+1"])
