"""The difference a what-if makes: crews moved, demand scaled, levers pulled."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from domain.errors import InputError, must_be_one_of

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

Group = tuple[str, str] | str


def difference(
    base: "Scenario",
    name: str | None,
    crews: Mapping[Group, int],
    desks: Mapping[str, int],
    demand_scale: float | None,
    levers: Mapping[str, bool],
    dispatch: str | None,
    days: int | None,
) -> dict[str, Any]:
    """The top-level keys of a scenario that a variation changes, as plain data; see `Scenario.vary`."""
    data = base.model_dump(include={"workforce", "demand", "levers", "horizon"})
    _set_crews(base, data["workforce"]["crews"], crews)
    _set_desks(data["workforce"]["desks"], desks, f"Scenario {base.name!r}: desk")
    data["levers"].update(levers)
    _set_given(data["demand"], scale=demand_scale)
    _set_given(data["horizon"], days=days)
    _set_given(data, name=name, dispatch=dispatch)
    return data


def _set_crews(base: "Scenario", groups: tuple[dict[str, Any], ...], crews: Mapping[Group, int]) -> None:
    for key, size in crews.items():
        wanted = _group_name(base, key)
        for group in groups:
            if group["name"] == wanted:
                group["size"] = size


def _group_name(base: "Scenario", key: Group) -> str:
    if isinstance(key, str):
        must_be_one_of(
            key, [group.name for group in base.workforce.crews], f"Scenario {base.name!r}: crew group"
        )
        return key
    region, skill = key
    found = [group.name for group in base.workforce.crews if group.region == region and skill in group.skills]
    if len(found) != 1:
        raise InputError(
            f"Scenario {base.name!r}: one crew group must have skill {skill!r} in region {region!r}, "
            f"got {', '.join(found) or 'none'}; name the group instead."
        )
    return found[0]


def _set_desks(desks: dict[str, dict[str, Any]], sizes: Mapping[str, int], where: str) -> None:
    for department, size in sizes.items():
        must_be_one_of(department, desks, where)
        desks[department]["size"] = size


def _set_given(data: dict[str, Any], **values: Any) -> None:
    data.update({key: value for key, value in values.items() if value is not None})
