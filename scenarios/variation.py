"""The difference a what-if makes: crews moved or away, demand scaled, levers pulled, promises tightened."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.errors import InputError, must_be_one_of
from domain.time_limit_text import with_amount

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

Group = tuple[str, str] | str


class Days(NamedTuple):
    """A stretch of the days measured.

    Attributes
    ----------
    first : its first day, counted from 1.
    lasting : how many days it lasts, from 1.
    """

    first: int
    lasting: int


def difference(
    base: "Scenario",
    name: str | None,
    crews: Mapping[Group, int],
    desks: Mapping[str, int],
    demand_scale: float | None,
    levers: Mapping[str, bool],
    dispatch: str | None,
    days: int | None,
    promises: Mapping[str, float],
    away: Mapping[str, Days],
) -> dict[str, Any]:
    """The top-level keys of a scenario that a variation changes, as plain data; see `Scenario.vary`."""
    changed = {"workforce", "demand", "levers", "horizon", "rosters", "service_levels"}
    data = base.model_dump(include=changed)
    _set_crews(base, data["workforce"]["crews"], crews)
    _set_desks(data["workforce"]["desks"], desks, f"Scenario {base.name!r}: desk")
    data["levers"].update(levers)
    _set_given(data["demand"], scale=demand_scale)
    _set_given(data["horizon"], days=days)
    _set_given(data, name=name, dispatch=dispatch)
    _set_promises(data["service_levels"], promises, f"Scenario {base.name!r}: service level")
    _send_away(base, data, away)
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


def _set_promises(levels: dict[str, dict[str, Any]], amounts: Mapping[str, float], where: str) -> None:
    for level, amount in amounts.items():
        must_be_one_of(level, levels, where)
        levels[level]["limit"] = with_amount(levels[level]["limit"], amount)


def _send_away(base: "Scenario", data: dict[str, Any], away: Mapping[str, Days]) -> None:
    """Give each group that is away a roster of its own, with these days off."""
    groups = {group["name"]: group for group in data["workforce"]["crews"]}
    for name, days in away.items():
        group = groups[_group_name(base, name)]
        roster = data["rosters"][group["roster"]]
        group["roster"] = f"{group['roster']}, {name} away"
        off = (base.horizon.start + timedelta(days=days.first - 1 + day) for day in range(days.lasting))
        data["rosters"][group["roster"]] = {
            **roster,
            "overrides": {**roster["overrides"], **dict.fromkeys(off, False)},
        }


def _set_given(data: dict[str, Any], **values: Any) -> None:
    data.update({key: value for key, value in values.items() if value is not None})
