"""Crews of a scenario as a table to edit: a row per region, a column per set of skills."""

from collections.abc import Mapping

import pandas as pd

from scenarios import Scenario
from scenarios.workforce import CrewGroup

Place = tuple[str, str]
"""Row and column of a group."""


def places(scenario: Scenario) -> dict[str, Place]:
    """Where each crew group stands in the table.

    Its row is its region and its column its skills, joined by " + ". Where two groups of a region have the
    same skills neither place is theirs alone, and each gets a row of its name.
    """
    groups = scenario.workforce.crews
    wanted = {group.name: (group.region, _skills(group)) for group in groups}
    taken = list(wanted.values())
    return {
        group.name: wanted[group.name]
        if taken.count(wanted[group.name]) == 1
        else (group.name, _skills(group))
        for group in groups
    }


def crew_table(scenario: Scenario, crews: Mapping[str, int]) -> pd.DataFrame:
    """Number of crews by row and column; a place without a group is missing.

    Parameters
    ----------
    crews : numbers that differ from the scenario's, by name of the group.
    """
    where = places(scenario)
    sizes = {group.name: group.size for group in scenario.workforce.crews} | dict(crews)
    columns: dict[str, dict[str, int]] = {column: {} for _, column in where.values()}
    for name, (row, column) in where.items():
        columns[column][row] = sizes[name]
    rows = list(dict.fromkeys(row for row, _ in where.values()))
    return pd.DataFrame(columns, index=rows).astype("Int64")


def crews_in(scenario: Scenario, table: pd.DataFrame) -> dict[str, int]:
    """Read an edited table back: numbers that differ from the scenario's, by name of the group.

    A number taken out counts as unchanged, and one where no group stands is passed over.
    """
    where = places(scenario)
    sizes = {group.name: group.size for group in scenario.workforce.crews}
    columns = table.to_dict()
    read = {name: columns[column][row] for name, (row, column) in where.items()}
    return {name: int(n) for name, n in read.items() if not pd.isna(n) and int(n) != sizes[name]}


def _skills(group: CrewGroup) -> str:
    return " + ".join(group.skills)
