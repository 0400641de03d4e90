"""What the parts of a scenario say of each other: names lead somewhere, stages have somebody to do them."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from domain.errors import InputError, nearest
from scenarios.asked import regions_asked
from scenarios.flow import procedure_of
from scenarios.routing import shares, urgencies
from scenarios.shift_fit import never_started
from scenarios.size import too_large
from scenarios.stage import minutes_of
from scenarios.window_fit import misfit_windows

if TYPE_CHECKING:
    from scenarios.appointment import Appointment
    from scenarios.demand import Stream
    from scenarios.scenario import Scenario
    from scenarios.stage import Stage, Work


def problems(scenario: "Scenario") -> list[str]:
    """Sentences on everything that does not fit together, each beginning with its path."""
    found = [
        *_geography(scenario),
        *_demand(scenario),
        *_routing(scenario),
        *_rosters(scenario),
        *_equipment(scenario),
        *_levers(scenario),
        *_stages(scenario),
        *_withdrawals(scenario),
        *_contacts(scenario),
        *_weights(scenario),
    ]
    if found:
        return found
    asked = regions_asked(scenario)
    found = [sentence for track in scenario.tracks for sentence in _procedure(track, scenario, asked[track])]
    return found or [*too_large(scenario), *never_started(scenario, asked), *misfit_windows(scenario, asked)]


def known(path: str, word: str, choices: Collection[str], kind: str) -> Iterator[str]:
    """A sentence where a word is none of the choices: path, kind, what came and the nearest choice."""
    if word not in choices:
        hint = nearest(word, choices) or f" (known: {', '.join(choices) or 'none'})"
        yield f"{path} must name {kind}, got {word!r}{hint}"


def _geography(scenario: "Scenario") -> Iterator[str]:
    for name, region in scenario.regions.items():
        yield from known(f"regions.{name}.terrain", region.terrain, scenario.terrains, "a terrain")
    for number, group in enumerate(scenario.workforce.crews):
        yield from known(f"workforce.crews[{number}].region", group.region, scenario.regions, "a region")


def _demand(scenario: "Scenario") -> Iterator[str]:
    for name, stream in scenario.demand.streams.items():
        for region in stream.per_day:
            yield from known(f"demand.streams.{name}.per_day.{region}", region, scenario.regions, "a region")
    for number, surge in enumerate(scenario.demand.surges):
        path = f"demand.surges[{number}]"
        for name in surge.streams:
            yield from known(f"{path}.streams", name, scenario.demand.streams, "a stream")
        for region in surge.regions:
            yield from known(f"{path}.regions", region, scenario.regions, "a region")
    yield from _requests(scenario)


def _requests(scenario: "Scenario") -> Iterator[str]:
    demand = scenario.demand
    urgencies_known = {
        *(name for stream in demand.streams.values() for name in stream.urgency),
        *(name for route in scenario.routing for name in route.urgency or ()),
    }
    for number, request in enumerate(demand.requests):
        path = f"demand.requests[{number}]"
        yield from known(f"{path}.stream", request.stream, demand.streams, "a stream")
        yield from known(f"{path}.region", request.region, scenario.regions, "a region")
        if request.urgency is not None:
            kind = "an urgency of a stream or route"
            yield from known(f"{path}.urgency", request.urgency, sorted(urgencies_known), kind)


def _routing(scenario: "Scenario") -> Iterator[str]:
    if not scenario.routing and len(scenario.tracks) > 1:
        yield f"routing must say who takes which of several tracks, got none for {', '.join(scenario.tracks)}"
        return
    for number, route in enumerate(scenario.routing):
        yield from known(f"routing[{number}].track", route.track, scenario.tracks, "a track")
    for name, stream in scenario.demand.streams.items():
        yield from _left(f"demand.streams.{name}", stream, scenario)
    for request, stream in scenario.demand.requested():
        yield from _left(f"demand.requests.{request.name}", stream, scenario)


def _left(path: str, stream: "Stream", scenario: "Scenario") -> Iterator[str]:
    for urgency in urgencies(stream):
        _, left = shares(scenario.routes, stream.category, urgency, stream.capacity_kw)
        if left:
            low, high = (tenths / 10 for tenths in left[0])
            yield (
                f"{path} must bring only customers that a route takes, got none for category "
                f"{stream.category!r}, urgency {urgency!r}, {low:g} to {high:g} kW"
            )


def _rosters(scenario: "Scenario") -> Iterator[str]:
    yield from known("calendar", scenario.calendar, scenario.rosters, "a roster")
    for name, desk in scenario.workforce.desks.items():
        yield from known(f"workforce.desks.{name}.roster", desk.roster, scenario.rosters, "a roster")
    for number, group in enumerate(scenario.workforce.crews):
        yield from known(f"workforce.crews[{number}].roster", group.roster, scenario.rosters, "a roster")


def _equipment(scenario: "Scenario") -> Iterator[str]:
    skills = sorted({skill for group in scenario.workforce.crews for skill in group.skills})
    for skill in scenario.equipment:
        yield from known(f"equipment.{skill}", skill, skills, "a skill of a crew group")


def _levers(scenario: "Scenario") -> Iterator[str]:
    for lever in scenario.levers:
        yield from known(f"levers.{lever}", lever, scenario.mechanisms, "a lever that exists")


def _stages(scenario: "Scenario") -> Iterator[str]:
    for name, stage in scenario.stages.items():
        yield from _stage(f"stages.{name}", stage, scenario)
    for track_name, track in scenario.tracks.items():
        for name, stage in track.stages.items():
            yield from _stage(f"tracks.{track_name}.stages.{name}", stage, scenario)


def _stage(path: str, stage: "Stage", scenario: "Scenario") -> Iterator[str]:
    yield from _outcomes(path, stage, scenario)
    if stage.hand_over is not None:
        post = stage.hand_over
        yield from known(f"{path}.hand_over.roster", post.roster, scenario.rosters, "a roster")
        yield from _never_made(f"{path}.hand_over.at", [post.at], post.roster, scenario)
    if stage.appointment is not None:
        yield from _windows(f"{path}.appointment", stage.appointment, scenario)
    if stage.work is None:
        return
    yield from _ways(f"{path}.work", stage.work, scenario)
    if stage.work.desk is not None:
        yield from known(
            f"{path}.work.desk", stage.work.desk, scenario.workforce.desks, "a desk that can do it"
        )


def _contacts(scenario: "Scenario") -> Iterator[str]:
    desks, coordination = scenario.workforce.desks, scenario.coordination
    if scenario.contacts is not None:
        yield from known("contacts.desk", scenario.contacts.desk, desks, "a desk that can answer")
    if coordination is not None:
        yield from known("coordination.desk", coordination.desk, desks, "a desk that can coordinate")
        roster, rounds = coordination.roster, coordination.rounds
        yield from known("coordination.roster", roster, scenario.rosters, "a roster")
        yield from _never_made("coordination.rounds", rounds, roster, scenario)


def _never_made(path: str, rounds: Collection[str], name: str, scenario: "Scenario") -> Iterator[str]:
    """Daily rounds of which none is ever made, since nobody is there at its time."""
    roster = scenario.rosters.get(name)
    if roster is not None and not any(roster.on_duty_at(minutes_of(at)) for at in rounds):
        yield f"{path} must fall while roster {name!r} is on duty, got {', '.join(rounds)}"


def _weights(scenario: "Scenario") -> Iterator[str]:
    for track in scenario.dispatching.tardiness_weights:
        yield from known(f"dispatching.tardiness_weights.{track}", track, scenario.tracks, "a track")


def _outcomes(path: str, stage: "Stage", scenario: "Scenario") -> Iterator[str]:
    if stage.errors_of is not None:
        stages = sorted(
            {*scenario.stages, *(name for track in scenario.tracks.values() for name in track.stages)}
        )
        yield from known(f"{path}.errors_of", stage.errors_of, stages, "a stage")
    errors, total = scenario.experience.novice_errors, sum(stage.outcomes.values())
    if errors * total >= 1:
        yield (
            f"{path}.outcomes must have probabilities that sum to less than 1 after the work of novices too, "
            f"got {total:g} and experience.errors {errors:g}"
        )


def _withdrawals(scenario: "Scenario") -> Iterator[str]:
    for name, track in scenario.tracks.items():
        before = track.withdrawal.before if track.withdrawal else None
        if before is not None:
            stages = scenario.stages_of(name)
            yield from known(f"tracks.{name}.withdrawal.before", before, stages, "a stage")


def _windows(path: str, appointment: "Appointment", scenario: "Scenario") -> Iterator[str]:
    yield from known(f"{path}.roster", appointment.roster, scenario.rosters, "a roster")
    if appointment.roster not in scenario.rosters:
        return
    roster = scenario.rosters[appointment.roster]
    if not any(roster.on_duty_at(window.start_minutes) for window in appointment.shifts):
        yield (
            f"{path}.windows must open while roster {appointment.roster!r} is on duty, "
            f"got {', '.join(appointment.windows)}"
        )


def _ways(path: str, work: "Work", scenario: "Scenario") -> Iterator[str]:
    skills = sorted({skill for group in scenario.workforce.crews for skill in group.skills})
    for terrain in work.terrains:
        yield from known(f"{path}.terrains.{terrain}", terrain, scenario.terrains, "a terrain")
    for number, mode in enumerate(work.modes):
        yield from known(f"{path}.modes[{number}].skill", mode.skill, skills, "a skill of a crew group")
        for terrain in mode.terrains:
            yield from known(f"{path}.modes[{number}].terrains", terrain, scenario.terrains, "a terrain")


def _procedure(track: str, scenario: "Scenario", regions: Collection[str]) -> Iterator[str]:
    stages = scenario.stages_of(track)
    try:
        visited = procedure_of(track, scenario.tracks[track].procedure, stages).stages()
    except InputError as error:
        yield f"tracks.{track}.procedure: {str(error).rstrip('.')}"
        return
    for name in visited:
        if name in stages:
            yield from _crews(track, name, stages[name], regions, scenario)
        yield from known(f"tracks.{track}.procedure", name, stages, "a stage")
    yield from _follow_up(track, visited, regions, scenario)


def _follow_up(
    track: str, visited: Collection[str], regions: Collection[str], scenario: "Scenario"
) -> Iterator[str]:
    follow_up, stages = scenario.tracks[track].follow_up, scenario.stages_of(track)
    if follow_up is None:
        return
    path, name = f"tracks.{track}.follow_up.stage", follow_up.stage
    yield from known(path, name, stages, "a stage")
    if name in visited:
        yield f"{path} must not be in the procedure of its track, got {name!r}"
    elif name in stages:
        yield from _crews(track, name, stages[name], regions, scenario)


def _crews(
    track: str, name: str, stage: "Stage", regions: Collection[str], scenario: "Scenario"
) -> Iterator[str]:
    """A skill without any group is a slip of the pen; a group of size 0 is a question honestly asked."""
    skill = stage.work.skill if stage.work else None
    if skill is None:
        return
    able = {group.region for group in scenario.workforce.crews if skill in group.skills}
    asked = [region for region in regions if region not in able]
    if asked:
        skills = {skill for group in scenario.workforce.crews for skill in group.skills} - {skill}
        must = f"must have a crew group with skill {skill!r} in {', '.join(asked)}"
        yield f"tracks.{track}: stage {name!r} {must}, got none{nearest(skill, skills)}"
