"""The plan on the page and the job that makes it; what is asked is kept in the address."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard import address, asking, own_scenarios, plan_files, state
from dashboard.jobs import Job
from domain.eventlog import EventLog
from optimizer import Problem, Seconds
from optimizer.replan import Happening
from scenarios import Scenario, load, loads
from workbench.crew_plan import NOTHING_CHANGED, Planned, planned
from workbench.open_work import OpenWork, PlanAsked, open_work_of
from workbench.plan_again import planned_again
from workbench.plan_changes import Changes

SOURCE, SCENARIO, AT, DAYS, LIMIT = "plan_source", "plan_scenario", "plan_at", "plan_days", "plan_limit"
VIEW, JOB, BEFORE = "plan_view", "plan", "plan_before"
"""Keys of what is asked, of what is looked at, of the job and of the job before it, in the address."""

RUN, LOG, FILES = "run", "log", "files"
SOURCES = (RUN, LOG, FILES)
"""Where the backlog comes from: a run of the scenario, the log on the desk, or files of visits and crews."""
FIRST_SCENARIO = "summer_peak"
LIMITS = (1, 5, 10, 30, 60)
LONG = 30
"""Seconds of search from which a part of them goes into a bound on what the best plan costs."""
_EIGHT = pd.Timedelta(hours=8)
_A_WEEK = pd.Timedelta(days=7)


@dataclass(frozen=True)
class Question:
    """Whose open work when.

    Attributes
    ----------
    asked : of a scenario; None where files say it all.
    log : key of the log whose backlog is planned.
    files : key of the pair of files.
    """

    asked: PlanAsked | None
    log: str | None = None
    files: str | None = None


@dataclass(frozen=True)
class OnDesk:
    """What a job answers.

    Attributes
    ----------
    limit : seconds of search.
    """

    question: Question
    changes: Changes
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


def question() -> Question:
    """What the address asks."""
    if source() == FILES:
        return Question(None, files=plan_files.key())
    of = scenario()
    asked = PlanAsked(of, at(of), whole(DAYS, 1, range(1, 11)))
    return Question(asked, log=state.log_key() if source() == LOG else None)


def limit() -> int:
    """Seconds of search."""
    return whole(LIMIT, 5, LIMITS)


def start(desk: OnDesk, fresh: bool = False) -> None:
    """Begin to plan in the background, from the plan before, which is kept to compare with.

    Parameters
    ----------
    fresh : forget what has happened since the first plan of the same question.
    """
    before = job()
    found = answer(before)
    same = before is not None and before.about.question == desk.question and not fresh
    opened = state.current_log() if desk.question.log else None
    log, problem = opened.log if opened else None, plan_files.problem()

    def work(job: Job) -> Planned:
        open_work = found.work if found and same else _open_work(desk.question, log, problem)
        going_on, plan = _going_on(job, desk.limit), None if found is None else found.plan
        bound = True if desk.limit >= LONG else None
        return planned(open_work, Seconds(desk.limit), desk.changes, plan, going_on, bound)

    _begin(work, desk)


def start_again(happenings: Sequence[Happening], now: pd.Timestamp, frozen: pd.Timedelta) -> None:
    """Begin to plan what has not begun, after something has happened."""
    before = job()
    found = answer(before)
    assert before is not None
    assert found is not None
    seconds = before.about.limit

    def work(job: Job) -> Planned:
        going_on = _going_on(job, seconds)
        return planned_again(found, happenings, now, Seconds(seconds), frozen, lambda: going_on(None))

    _begin(work, OnDesk(before.about.question, NOTHING_CHANGED, seconds))


def _begin(work: Callable[[Job], Planned], desk: OnDesk) -> None:
    if (before := job()) is not None:
        before.cancel()
        address.put(BEFORE, before.key)
    address.put(JOB, asking.jobs().start(work, about=desk).key)


def _going_on(job: Job, seconds: int) -> Callable[[Planned | None], bool]:
    begun = time.monotonic()
    job.progress(0, seconds)

    def going_on(found: Planned | None) -> bool:
        job.progress(min(int(time.monotonic() - begun), seconds), seconds)
        if found is not None:
            job.show(found)
        return not job.cancelled()

    return going_on


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


@lru_cache(maxsize=32)
def _scenario(name: str, text: str | None) -> Scenario:
    return load(name) if text is None else loads(text)


def _open_work(question: Question, log: EventLog | None, problem: Problem | None) -> OpenWork:
    if question.asked is not None:
        return question.asked.open_work(log)
    assert problem is not None
    return open_work_of(problem)
