"""Work that is not to be started unless a shift holds it has to fit some shift."""

from collections.abc import Iterable, Iterator
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from domain.shift import DAY_MINUTES
from domain.timeline import covered

if TYPE_CHECKING:
    from scenarios.asked import RegionsAsked
    from scenarios.roster import Roster
    from scenarios.scenario import Scenario
    from scenarios.stage import Stage


def never_started(scenario: "Scenario", asked: "RegionsAsked") -> Iterator[str]:
    """A sentence on each stage whose work is longer than every shift of those who could do it.

    Travel is not considered, nor is luck: a run starts what they make too long in overtime.
    """
    for track, regions in asked.items():
        if not regions:
            continue
        stages = scenario.stages_of(track)
        for name in scenario.visited(track):
            work = stages[name].work
            if work is not None and work.unfinished == "do_not_start":
                yield from _stage(track, name, stages[name], regions, scenario)


def _stage(
    track: str, name: str, stage: "Stage", regions: Iterable[str], scenario: "Scenario"
) -> Iterator[str]:
    needed = stage.expected_minutes
    for who, rosters in _able(stage, regions, scenario).items():
        longest = max((_longest_minutes(scenario.rosters[roster]) for roster in rosters), default=inf)
        if needed > longest:
            yield (
                f"tracks.{track}: stage {name!r} must be expected to fit a shift, since its work is "
                f"do_not_start, got {needed:g} min and shifts of at most {longest:g} min of {who} "
                f"(nearest: unfinished 'overtime' or 'resume')"
            )


def _able(stage: "Stage", regions: Iterable[str], scenario: "Scenario") -> dict[str, list[str]]:
    """Who could do the work of a stage, with their rosters: its desk, or the crews of each region asked."""
    assert stage.work is not None
    if stage.work.desk is not None:
        return {f"desk {stage.work.desk!r}": [scenario.workforce.desks[stage.work.desk].roster]}
    able = [group for group in scenario.workforce.crews if stage.work.skill in group.skills]
    return {
        f"the crews in {region!r}": [group.roster for group in able if group.region == region]
        for region in regions
    }


def _longest_minutes(roster: "Roster") -> int:
    """Longest stretch of duty in two rounds of a roster, before holidays; shifts may meet at midnight."""
    days = roster.pattern.days
    shifts = [(day * DAY_MINUTES, shift) for day in range(2 * len(days)) for shift in days[day % len(days)]]
    starts, ends = covered(
        np.array([midnight + shift.start_minutes for midnight, shift in shifts]),
        np.array([midnight + shift.end_minutes for midnight, shift in shifts]),
    )
    return int((ends - starts).max())
