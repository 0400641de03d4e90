"""The command that plans crews for what waits at an instant."""

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd

from domain.command_line import instant_of
from domain.io import read_log
from domain.io.whole import written_whole
from optimizer import Budget, Seconds, Work
from scenarios import Scenario, load
from workbench.crew_plan import Planned, planned
from workbench.open_work import PlanAsked
from workbench.plan_changes import Changes
from workbench.plan_frames import figures, left
from workbench.publish import published
from workbench.study_tables import NONE, markdown

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
    effort = command.add_mutually_exclusive_group()
    limit = effort.add_argument
    limit("--time-limit", type=float, metavar="S", help=f"seconds of search (default {SECONDS:g})")
    limit("--work", type=int, metavar="N", help="rounds of search instead, which can be repeated")
    add("--bound", action="store_true", help="work out how good the plan is, whatever its size")
    add("--out", type=Path, metavar="FILE", help="write assignments and appointments there")
    add("--json", action="store_true", help="print JSON instead of tables")


def _crew_plan(chosen: argparse.Namespace) -> None:
    scenario = load(chosen.scenario)
    changes = Changes(tuple(chosen.without), tuple(chosen.like), chosen.overtime)
    asked = PlanAsked(scenario, _instant(chosen.at, scenario), chosen.plan_days, chosen.seed)
    log = None if chosen.log is None else read_log(chosen.log).log
    found = planned(asked.open_work(log), _budget(chosen), changes, bound=chosen.bound or None)
    if chosen.out is not None:
        with written_whole(chosen.out) as draft:
            draft.write_text(published(found), encoding="utf-8")
    print(_as_json(found) if chosen.json else _as_tables(found))


def _instant(said: str | None, scenario: Scenario) -> pd.Timestamp:
    if said is None:
        return scenario.horizon.measured.start.tz_convert("UTC") + EIGHT
    return instant_of(said, scenario.horizon.time_zone)


def _budget(chosen: argparse.Namespace) -> Budget:
    if chosen.work is not None:
        return Work(chosen.work)
    return Seconds(SECONDS if chosen.time_limit is None else chosen.time_limit)


def _as_json(found: Planned) -> str:
    told = {
        name: json.loads(frame.to_json(orient="records", date_format="iso")) for name, frame in _frames(found)
    }
    result = found.result
    good = {"status": str(result.status), "bound": result.bound, "gap": result.gap}
    data = {"at": found.work.now.isoformat(), **good, **told, "plan": found.plan.to_mapping()}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _as_tables(found: Planned) -> str:
    return "\n\n".join(_table(frame) for _, frame in _frames(found))


def _table(frame: pd.DataFrame) -> str:
    rows = [[_said(value) for value in row] for row in frame.to_numpy().tolist()]
    return markdown(list(frame.columns), rows)


def _said(value: object) -> str:
    if value is None or value is pd.NaT or value != value:
        return NONE
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _frames(found: Planned) -> list[tuple[str, pd.DataFrame]]:
    return [("figures", figures(found)), ("left", left(found, found.plan))]
