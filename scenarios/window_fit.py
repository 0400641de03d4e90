"""Windows of appointments have to be long enough to get there, and the same for all who share crews."""

from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from scenarios.geography import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from scenarios.asked import RegionsAsked
    from scenarios.scenario import Scenario
    from scenarios.stage import Stage
    from scenarios.workforce import CrewGroup


def misfit_windows(scenario: "Scenario", asked: "RegionsAsked") -> Iterator[str]:
    """A sentence on each stage that shares crews but not windows, or has sites that no window reaches."""
    first: dict[str, tuple[str, Stage]] = {}
    for track, regions in asked.items():
        stages = scenario.stages_of(track)
        for name in scenario.visited(track):
            stage = stages[name]
            if stage.appointment is None or stage.work is None:
                continue
            yield from _shared(track, name, stage, first)
            if stage.work.skill is not None:
                yield from _reached(track, name, stage, regions, scenario)


def _shared(track: str, name: str, stage: "Stage", first: dict[str, tuple[str, "Stage"]]) -> Iterator[str]:
    assert stage.work is not None
    assert stage.appointment is not None
    who = stage.work.skill or stage.work.desk or ""
    other, before = first.setdefault(who, (name, stage))
    assert before.appointment is not None
    theirs, own = before.appointment, stage.appointment
    if (own.shifts, own.roster) != (theirs.shifts, theirs.roster):
        yield (
            f"tracks.{track}: stage {name!r} must be offered in the same windows as {other!r}, which {who!r} "
            f"does, too, got {', '.join(own.windows)} by {own.roster!r} (nearest: "
            f"{', '.join(theirs.windows)} by {theirs.roster!r})"
        )


def _reached(
    track: str, name: str, stage: "Stage", regions: Iterable[str], scenario: "Scenario"
) -> Iterator[str]:
    """A crew sets out when the window opens, and does not come once it has closed."""
    assert stage.work is not None
    assert stage.appointment is not None
    longest = max(shift.end_minutes - shift.start_minutes for shift in stage.appointment.shifts)
    for region in regions:
        groups = [one for one in scenario.workforce.crews if one.region == region]
        able = [one for one in groups if stage.work.skill in one.skills]
        way = min((_farthest_minutes(group, scenario) for group in able), default=0.0)
        if way > longest:
            yield (
                f"tracks.{track}: stage {name!r} must have a window in which crews can come to every site in "
                f"{region!r}, got {longest:g} min and a way of up to {way:g} min"
            )


def _farthest_minutes(group: "CrewGroup", scenario: "Scenario") -> float:
    """Travel from the depot of a group to the farthest site of its region."""
    region = scenario.regions[group.region]
    terrain = scenario.terrains[region.terrain]
    latitude = radians(region.latitude if group.latitude is None else group.latitude)
    longitude = radians(region.longitude if group.longitude is None else group.longitude)
    north, east = radians(region.latitude) - latitude, radians(region.longitude) - longitude
    half = sin(north / 2) ** 2 + cos(latitude) * cos(radians(region.latitude)) * sin(east / 2) ** 2
    km = 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half))) + region.radius_km
    return km * terrain.detour / terrain.speed_kmh * 60
