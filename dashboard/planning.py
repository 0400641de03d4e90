"""The plan on the page and the job that makes it; what is asked is kept in the address."""

import time
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard import address, asking, own_scenarios, state
from dashboard.jobs import Job
from domain.eventlog import EventLog
from domain.plan import Plan
from optimizer import Seconds
from scenarios import Scenario, load, loads
from workbench.crew_plan import PlanAsked, Planned, planned
from workbench.plan_changes import Changes

SOURCE, SCENARIO, AT, DAYS, LIMIT = "plan_source", "plan_scenario", "plan_at", "plan_days", "plan_limit"
JOB, BEFORE = "plan", "plan_before"
KEYS = (SOURCE, SCENARIO, AT, DAYS, LIMIT, JOB, BEFORE)
"""Keys of what is asked, of its job and of the job before it, in the address."""

RUN, LOG = "run", "log"
SOURCES = (RUN, LOG)
"""Where the backlog comes from: a run of the scenario, or the log on the desk."""
FIRST_SCENARIO = "summer_peak"
LIMITS = (1, 5, 10, 30, 60)
_EIGHT = pd.Timedelta(hours=8)
_A_WEEK = pd.Timedelta(days=7)


@dataclass(frozen=True)
class OnDesk:
    """What a job answers.

    Attributes
    ----------
    log : key of the log whose backlog is planned; None for a run of the scenario.
    limit : seconds of search.
    """

    asked: PlanAsked
    log: str | None
    limit: int


def source() -> str:
    """Where the backlog comes from."""
    said = address.first(SOURCE)
    return said if said in SOURCES else RUN


def scenario() -> Scenario:
    """The scenario of the address, or the first one where nobody knows that."""
    said = address.first(SCENARIO) or FIRST_SCENARIO
    known = said if said in own_scenarios.titles() else FIRST_SCENARIO
    return _scenario(known, own_scenarios.text_of(known))


def at(of: Scenario) -> pd.Timestamp:
    """The instant planned for: that of the address within the horizon, or eight on the eighth day."""
    covered = of.horizon.covered
    said = pd.to_datetime(address.first(AT) or "", errors="coerce")
    if not pd.isna(said) and said.tzinfo is None:
        local = said.tz_localize(of.horizon.time_zone, nonexistent="shift_forward", ambiguous=True)
        if covered.start <= local < covered.end:
            return local.tz_convert("UTC")
    usual = min(of.horizon.measured.start + _A_WEEK, covered.end - pd.Timedelta(days=1))
    return (usual + _EIGHT).tz_convert("UTC")


def whole(key: str, usual: int, choices: range | tuple[int, ...]) -> int:
    """A number of the address, if it is one of the choices."""
    said = address.first(key) or ""
    return int(said) if said.isdecimal() and int(said) in choices else usual


def start(desk: OnDesk, log: EventLog | None) -> None:
    """Begin to plan in the background, from the plan before, which is kept to compare with."""
    before = job()
    found = answer(before)
    plan = None if found is None else found.plan
    if before is not None:
        before.cancel()
        address.put(BEFORE, before.key)
    address.put(JOB, asking.jobs().start(lambda job: _answer(desk, log, plan, job), about=desk).key)


def job() -> Job | None:
    """The job of this address; None when there is none or it is forgotten."""
    return asking.jobs().get(address.first(JOB))


def answer(job: Job | None) -> Planned | None:
    """What a job has found, in full or so far."""
    if job is None:
        return None
    found: Planned | None = job.status.result or job.status.partial
    return found


def before() -> Planned | None:
    """The plan before this one."""
    return answer(asking.jobs().get(address.first(BEFORE)))


def log_of(desk: OnDesk) -> EventLog | None:
    """The log that is planned."""
    opened = state.current_log() if desk.log else None
    return opened.log if opened else None


def asked(changes: Changes) -> PlanAsked:
    """What the address asks, with what is changed on the page."""
    of = scenario()
    return PlanAsked(of, at(of), whole(DAYS, 1, range(1, 11)), changes=changes)


@lru_cache(maxsize=32)
def _scenario(name: str, text: str | None) -> Scenario:
    return load(name) if text is None else loads(text)


def _answer(desk: OnDesk, log: EventLog | None, before: Plan | None, job: Job) -> Planned:
    begun = time.monotonic()
    job.progress(0, desk.limit)

    def going_on(found: Planned) -> bool:
        job.progress(min(int(time.monotonic() - begun), desk.limit), desk.limit)
        job.show(found)
        return not job.cancelled()

    return planned(desk.asked, Seconds(desk.limit), log, before, going_on)
