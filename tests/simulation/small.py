"""Small scenarios for tests, and a way to decide who applies when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import MINUTE, Micros
from scenarios import Scenario
from simulation.book import log_of
from simulation.duty import NEVER, Duty
from simulation.place import Point
from simulation.plan_following import Dispatcher
from simulation.setting import prepare
from simulation.staff import Resource
from simulation.twin import Twin

ALWAYS = {"shifts": {"mon-sun": ["00:00-24:00"]}}
NINE_TO_FIVE = {"shifts": {"mon-sun": ["09:00-17:00"]}}
START = "2026-03-02"
"""A Monday."""


def constant(minutes: float) -> dict[str, Any]:
    return {"distribution": "constant", "value": minutes}


def exponential(minutes: float) -> dict[str, Any]:
    return {"distribution": "exponential", "mean": minutes}


def desk(name: str, duration: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"department": name, "work": {"desk": name, "duration": duration, **more}}


def field(skill: str, duration: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"department": "field", "work": {"skill": skill, "duration": duration, **more}}


def crew(skill: str, size: int = 1, **more: Any) -> dict[str, Any]:
    group = {
        "name": f"{skill}_crew",
        "region": "here",
        "skills": [skill],
        "size": size,
        "roster": "nine_to_five",
    }
    return {**group, "department": "field", **more}


def scenario_data(
    stages: Mapping[str, Any],
    desks: Mapping[str, int] | None = None,
    procedure: Any = None,
    per_day: float = 100.0,
    days: int = 2,
    roster: str = "nine_to_five",
    crews: Sequence[Mapping[str, Any]] = (),
    **more: Any,
) -> dict[str, Any]:
    """One track of constant demand in one place, in UTC; stages in the order given unless a procedure is."""
    return {
        "name": "small",
        "title": {"en": "Small"},
        "why": "For a test.",
        "horizon": {"start": START, "days": days},
        "demand": {"streams": {"plain": stream_data("anyone", per_day)}},
        # 0.1 degree of latitude in half an hour: 6371.0088 km x pi / 1800 = 11.1195 km
        "terrains": {"flat": {"speed_kmh": 2 * 11.119508, "detour": 1.0}},
        "regions": {"here": {"terrain": "flat", "latitude": 31.0, "longitude": 117.0, "radius_km": 0.0}},
        "tracks": {"plain": {"owner": "office", "procedure": procedure or {"sequence": list(stages)}}},
        "stages": dict(stages),
        "calendar": "nine_to_five",
        "rosters": {"always": ALWAYS, "nine_to_five": NINE_TO_FIVE},
        "workforce": {
            "desks": {name: {"size": size, "roster": roster} for name, size in (desks or {}).items()},
            "crews": list(crews),
        },
        **more,
    }


def stream_data(category: str, per_day: float = 100.0) -> dict[str, Any]:
    return {
        "category": category,
        "capacity_kw": [8.0, 8.0],
        "channels": {"hall": 1},
        "per_day": {"here": per_day},
    }


def with_tracks(data: dict[str, Any], tracks: Mapping[str, Any]) -> dict[str, Any]:
    """The same with several tracks, each with customers of its own name."""
    streams = {name: stream_data(name) for name in tracks}
    routing = [{"track": name, "category": [name]} for name in tracks]
    return {**data, "tracks": dict(tracks), "demand": {"streams": streams}, "routing": routing}


def scenario(*args: Any, **more: Any) -> Scenario:
    return Scenario.from_data(scenario_data(*args, **more))


def visit_then_paper(crews: int = 1, desks: int = 1, per_day: float = 5.0) -> Scenario:
    """A visit of half an hour by a crew, then a paper of five minutes at a desk, promised within a day."""
    stages = {"visit": field("survey", constant(30)), "paper": desk("office", constant(5))}
    limit = "24 h elapsed from application.submitted to application.finished"
    groups = [crew("survey", crews)]
    promise = {"quick": {"limit": limit}}
    return scenario(stages, {"office": desks}, per_day=per_day, crews=groups, service_levels=promise)


def run_at(
    of: Scenario,
    minutes: Sequence[float],
    tracks: Sequence[str] = (),
    seed: int = 1,
    down: Mapping[str, Sequence[tuple[float, float]]] | None = None,
    sites: Sequence[Point] | None = None,
    dispatcher: Dispatcher | None = None,
) -> EventLog:
    """Run a scenario for customers who apply at given minutes of the run instead of by chance.

    Parameters
    ----------
    tracks : of each of them; the only track where not given.
    down : resource -> stretches, in minutes of the run, in which its equipment is repaired.
    sites : where each of them lives; by chance where not given.
    dispatcher : whose plans the crews follow.
    """
    in_force = of.in_force
    setting = prepare(in_force, seed, 0, planned=dispatcher is not None)
    names = list(of.tracks)
    way = np.array([names.index(track) for track in tracks] or [0] * len(minutes), dtype=np.int64)
    row = np.array([(way[:place] == one).sum() for place, one in enumerate(way)], dtype=np.int64)
    assert all((row[way == number] < len(one.customers)).all() for number, one in enumerate(setting.ways))
    setting = replace(
        setting,
        way=way,
        row=row,
        submitted_minutes=np.array(minutes, dtype=np.float64),
        resources=[_failing(resource, (down or {}).get(resource.name, ())) for resource in setting.resources],
    )
    for place, site in enumerate(sites or []):
        setting.ways[way[place]].points[row[place]] = site  # type: ignore[index]
    twin = Twin(setting, dispatcher)
    twin.run_until(setting.end_minutes)
    twin.close()
    return log_of(twin.record, twin.setting, in_force, seed, 0)


def _failing(resource: Resource, down: Sequence[tuple[float, float]]) -> Resource:
    if not down:
        return resource
    shifts = resource.shifts
    starts, ends, foreseen = (micros(one) for one in (shifts.starts, shifts.ends, shifts.foreseen))
    duty = Duty(starts, ends, foreseen, np.full_like(ends, NEVER))
    off_starts, off_ends = (micros(one) for one in zip(*down, strict=True))
    return replace(resource, shifts=duty.interrupted(off_starts, off_ends).shifts())


def micros(minutes: Sequence[float]) -> Micros:
    return np.rint(np.array(minutes) * MINUTE).astype(np.int64)


def clock(instants: Any) -> list[str]:
    """Instants as day of the run and time: "1 09:30"; "-" where unknown."""
    first = pd.Timestamp(START, tz="UTC")
    return ["-" if pd.isna(at) else f"{(at - first).days + 1} {at:%H:%M}" for at in instants]
