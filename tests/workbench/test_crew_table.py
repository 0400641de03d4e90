import pandas as pd
import pytest

from scenarios import Scenario, load
from workbench.crew_table import crew_table, crews_in


@pytest.fixture(scope="module")
def one_stop() -> Scenario:
    return load("one_stop")


def test_regions_are_rows_and_skills_columns(one_stop: Scenario) -> None:
    table = crew_table(one_stop, {})
    assert list(table.index) == ["old_town", "river_plain", "north_hills", "harbour_park"]
    assert list(table.columns) == ["survey", "installation", "construction", "inspection", "drone_survey"]
    assert int(table.sum().sum()) == sum(group.size for group in one_stop.workforce.crews)


def test_a_what_ifs_crews_stand_in_the_table_and_are_read_back(one_stop: Scenario) -> None:
    table = crew_table(one_stop, {"survey_old_town": 9})
    assert table.loc["old_town", "survey"] == 9
    assert crews_in(one_stop, table) == {"survey_old_town": 9}


def test_an_untouched_table_changes_nothing(one_stop: Scenario) -> None:
    assert crews_in(one_stop, crew_table(one_stop, {})) == {}


def test_a_number_taken_out_counts_as_unchanged(one_stop: Scenario) -> None:
    table = crew_table(one_stop, {})
    table.loc["old_town", "survey"] = pd.NA
    assert crews_in(one_stop, table) == {}


def test_a_crew_of_two_skills_has_a_column_of_its_own(one_stop: Scenario) -> None:
    data = one_stop.model_dump()
    data["workforce"]["crews"][0]["skills"] = ("survey", "installation")
    table = crew_table(Scenario.from_data(data), {})
    assert table.loc["old_town", "survey + installation"] == 4
    assert table["survey"].isna()["old_town"]


def test_two_groups_alike_in_one_region_get_a_row_each(one_stop: Scenario) -> None:
    data = one_stop.model_dump()
    data["workforce"]["crews"] = (
        *data["workforce"]["crews"],
        {**data["workforce"]["crews"][0], "name": "night"},
    )
    scenario = Scenario.from_data(data)
    table = crew_table(scenario, {"night": 3})
    assert table.loc["night", "survey"] == 3
    assert table.loc["survey_old_town", "survey"] == 4
    assert crews_in(scenario, table) == {"night": 3}
