"""The command that plans crews for what waits at an instant."""

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

from domain.command_line import instant_of
from domain.errors import must
from domain.io import read_log
from domain.io.whole import written_whole
from optimizer import Budget, Seconds, Work
from optimizer.files import read_plan
from scenarios import Scenario, load
from workbench.crew_plan import Planned, planned
from workbench.crew_plan_told import as_json, as_tables
from workbench.open_work import PlanAsked
from workbench.plan_changes import Changes, Kept
from workbench.plan_differences import differences
from workbench.plan_frames import figures, left
from workbench.plan_worth import worth
from workbench.publish import published

EIGHT = pd.Timedelta(hours=8)
SECONDS = 5.0


def add_crew_plan(commands: Any) -> None:
    """Add the command to those of the package."""
    text = "plan crews for what waits in a scenario or a log at an instant, beside a plan by hand"
    command: argparse.ArgumentParser = commands.add_parser("crew-plan", help=text, description=text)
    command.set_defaults(act=_crew_plan)
    add = command.add_argument
    add("scenario", metavar="SCENARIO", help="whose crews and rules: name in the library, or a file")
    add("--at", metavar="TIME", help="the instant (default: eight on the first day measured)")
    add("--log", type=Path, metavar="FILE", help="a log whose backlog is planned; else a run of the scenario")
    add("--plan-days", type=int, default=1, metavar="N", help="working days (default %(default)s)")
    add("--seed", type=int, default=1, metavar="N", help="of the run (default %(default)s)")
    add("--without", nargs="+", default=[], metavar="CREW", help="crews that are not there")
    add("--like", nargs="+", default=[], metavar="CREW", help="crews of which there is one more each")
    add("--overtime", type=float, metavar="HOURS", help="of every crew")
    keep = "visits set by hand, with their begin or without: A000017/2=survey_old_town-1@2026-07-28T10:30"
    add("--keep", nargs="+", default=[], metavar="VISIT=CREW", help=keep)
    add("--against", type=Path, metavar="PLAN", help="tell which visits another plan does otherwise")
    add("--worth", action="store_true", help="tell what one more crew-hour of each skill and region saves")
    effort = command.add_mutually_exclusive_group()
    limit = effort.add_argument
    limit("--time-limit", type=float, metavar="S", help=f"seconds of search (default {SECONDS:g})")
    limit("--work", type=int, metavar="N", help="rounds of search instead, which can be repeated")
    add("--bound", action="store_true", help="work out how good the plan is, whatever its size")
    add("--out", type=Path, metavar="FILE", help="write assignments and appointments there")
    add("--json", action="store_true", help="print JSON instead of tables")


def _crew_plan(chosen: argparse.Namespace) -> None:
    scenario = load(chosen.scenario)
    kept = tuple(_kept(said, scenario.horizon.time_zone) for said in chosen.keep)
    changes = Changes(tuple(chosen.without), tuple(chosen.like), chosen.overtime, kept)
    asked = PlanAsked(scenario, _instant(chosen.at, scenario), chosen.plan_days, chosen.seed)
    log = None if chosen.log is None else read_log(chosen.log).log
    found = planned(asked.open_work(log), _budget(chosen), changes, bound=chosen.bound or None)
    if chosen.out is not None:
        with written_whole(chosen.out) as draft:
            draft.write_text(published(found), encoding="utf-8")
    frames = _frames(found, chosen)
    print(as_json(found, frames) if chosen.json else as_tables(frames))


def _kept(said: str, zone: str) -> Kept:
    """A visit set by hand, as APPLICATION/NUMBER=CREW, with @TIME where its begin is set too."""
    visit, equals, rest = said.partition("=")
    application, slash, number = visit.rpartition("/")
    crew, at, time = rest.partition("@")
    sound = equals and slash and number.isdecimal() and crew
    must(
        bool(sound),
        f"--keep must be written like A000017/2=survey_old_town-1@2026-07-28T10:30, got {said!r}.",
    )
    return Kept((application, int(number)), crew, instant_of(time, zone, "--keep") if at else None)


def _instant(said: str | None, scenario: Scenario) -> pd.Timestamp:
    if said is None:
        return scenario.horizon.measured.start.tz_convert("UTC") + EIGHT
    return instant_of(said, scenario.horizon.time_zone)


def _budget(chosen: argparse.Namespace) -> Budget:
    if chosen.work is not None:
        return Work(chosen.work)
    return Seconds(SECONDS if chosen.time_limit is None else chosen.time_limit)


def _frames(found: Planned, chosen: argparse.Namespace) -> dict[str, pd.DataFrame]:
    frames = {"figures": figures(found), "left": left(found, found.plan)}
    if chosen.against is not None:
        frames["differences"] = differences(read_plan(chosen.against), found.plan, found.problem)
    if chosen.worth:
        frames["worth"] = worth(found)
    return frames
