"""Changes as one types them: north/survey=+1, drones=on."""

import re
from collections.abc import Iterable, Mapping

from domain.errors import InputError, must_be_one_of
from scenarios import Scenario

SWITCH: Mapping[str, bool] = {"on": True, "off": False}


def crews_of(scenario: Scenario, changes: Iterable[str]) -> dict[str, int]:
    """Read changes of crews.

    Parameters
    ----------
    changes : each region/skill=+1, =-1 or =4 (a signed number is added, a plain one replaces); the name of a
        crew group may stand in place of region/skill.

    Returns
    -------
    Number of crews by name of the group.

    Raises
    ------
    InputError
        When a change is not of this form, or its region, skill or group is unknown; names the nearest.
    """
    sizes = {group.name: group.size for group in scenario.workforce.crews}
    changed: dict[str, int] = {}
    for change in changes:
        place, number = _split(change, "--crews", "region/skill=+1")
        if not re.fullmatch(r"[+-]?\d{1,4}", number):
            raise InputError(
                f"--crews {change!r}: crews must be a number such as +1, -1 or 4, got {number!r}."
            )
        group = _group(scenario, place, change)
        before = changed.get(group, sizes[group]) if number[0] in "+-" else 0
        changed[group] = before + int(number)
    return changed


def levers_of(scenario: Scenario, changes: Iterable[str]) -> dict[str, bool]:
    """Read changes of levers, each name=on or name=off.

    Raises
    ------
    InputError
        When a lever is unknown or neither on nor off is said.
    """
    changed: dict[str, bool] = {}
    for change in changes:
        name, state = _split(change, "--lever", "name=on")
        must_be_one_of(name, scenario.mechanisms, f"--lever {change!r}: lever")
        must_be_one_of(state, SWITCH, f"--lever {change!r}: state")
        changed[name] = SWITCH[state]
    return changed


def _split(change: str, option: str, form: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in change.rpartition("="))
    if not (name and equals and value):
        raise InputError(f"{option} must be of the form {form}, got {change!r}.")
    return name, value


def _group(scenario: Scenario, place: str, change: str) -> str:
    """Name of the one group meant: by its own name, or by region and skill."""
    groups = scenario.workforce.crews
    names = [group.name for group in groups]
    if place in names:
        return place
    where = f"--crews {change!r}"
    if "/" not in place:
        must_be_one_of(place, names, f"{where}: crew group")
    region, skill = place.split("/", 1)
    must_be_one_of(region, {group.region for group in groups}, f"{where}: region")
    must_be_one_of(skill, {name for group in groups for name in group.skills}, f"{where}: skill")
    found = [group.name for group in groups if group.region == region and skill in group.skills]
    if len(found) != 1:
        said = f"one of {', '.join(found)}" if found else f"one of {', '.join(names)} (none has both)"
        raise InputError(f"{where}: name the crew group meant, {said}.")
    return found[0]
