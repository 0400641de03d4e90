"""Ways to ask for less, or to have more, so that one visit may be planned on time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from domain.plan import Plan, VisitKey
from optimizer.crew import Crew
from optimizer.problem import Problem, way_to_do
from optimizer.visit import NO_TIME, Visit

OVERTIMES = (pd.Timedelta(minutes=30), pd.Timedelta(hours=1), pd.Timedelta(hours=2))
"""Tried one after the other: the least that helps is told."""
TRIED_CREWS = 3
"""Crews that might learn a skill and are tried: those with least to do."""


class Relaxed(StrEnum):
    """What is relaxed; smaller ones first."""

    NOTHING = "nothing"
    """A longer search finds room: the plan was not the best."""
    OVERTIME = "overtime"
    WINDOW = "window"
    """The appointment promised to the customer is moved."""
    SKILL = "skill"
    CREW = "crew"
    LATER = "later"
    """The deadline is later; the visit is late as it stands, so this always helps."""


@dataclass(frozen=True)
class Relaxation:
    """Something asked less, or had more.

    Parameters
    ----------
    kind : what is relaxed.
    amount : of overtime, or by which the deadline is later.
    crew : that works overtime or has the skills too; or the crew that one more would be like.
    skills : that it would have beside its own.
    region : home of one more crew.
    """

    kind: Relaxed
    amount: pd.Timedelta = NO_TIME
    crew: str = ""
    skills: tuple[str, ...] = ()
    region: str = ""


def relax(problem: Problem, key: VisitKey, relaxation: Relaxation) -> Problem:
    """The problem with one thing relaxed.

    Parameters
    ----------
    key : the visit it is relaxed for.
    """
    match relaxation.kind:
        case Relaxed.OVERTIME:
            return _with_crew(problem, _overtime(problem.crew_of[relaxation.crew], relaxation.amount))
        case Relaxed.WINDOW:
            return with_visit(problem, replace(problem.visit_of[key], window=None))
        case Relaxed.SKILL:
            crew = problem.crew_of[relaxation.crew]
            return _with_crew(problem, replace(crew, skills=(*crew.skills, *relaxation.skills)))
        case Relaxed.CREW:
            return with_one_more(problem, problem.crew_of[relaxation.crew])
        case Relaxed.LATER:
            return with_visit(problem, _later(problem.visit_of[key], relaxation.amount))
    return problem


def candidates(problem: Problem, plan: Plan, key: VisitKey) -> Iterator[Relaxation]:
    """What might help a visit, smaller relaxations first; a later deadline is no candidate but what is left.

    Parameters
    ----------
    plan : by which crews are more or less busy.
    """
    visit = problem.visit_of[key]
    able = [crew for crew in problem.crews if crew.shifts and way_to_do(visit, crew) is not None]
    yield Relaxation(Relaxed.NOTHING)
    for amount in OVERTIMES:
        yield from (Relaxation(Relaxed.OVERTIME, amount, crew.name) for crew in _at_home(able, visit))
    if visit.window is not None:
        yield Relaxation(Relaxed.WINDOW)
    yield from _learners(problem, plan, visit)
    for crew in _at_home(able, visit)[:1]:
        yield Relaxation(Relaxed.CREW, crew=crew.name, skills=crew.skills, region=crew.region)


def with_visit(problem: Problem, visit: Visit) -> Problem:
    """The problem with another visit in place of that with the same key."""
    return replace(problem, visits=tuple(visit if one.key == visit.key else one for one in problem.visits))


def with_one_more(problem: Problem, crew: Crew) -> Problem:
    """The problem with one more crew like one of its own."""
    return replace(problem, crews=(*problem.crews, crew.another(f"{crew.name} +1")))


def _with_crew(problem: Problem, crew: Crew) -> Problem:
    return replace(problem, crews=tuple(crew if one.name == crew.name else one for one in problem.crews))


def _overtime(crew: Crew, amount: pd.Timedelta) -> Crew:
    """A crew that works longer; where its time out is bounded it may be out for longer too."""
    shifts = tuple(
        shift if shift.longest_out is None else replace(shift, longest_out=shift.longest_out + amount)
        for shift in crew.shifts
    )
    return replace(crew, overtime=crew.overtime + amount, shifts=shifts)


def _later(visit: Visit, amount: pd.Timedelta) -> Visit:
    return visit if visit.due_at is None else replace(visit, due_at=visit.due_at + amount)


def _at_home(crews: list[Crew], visit: Visit) -> list[Crew]:
    """Those of the visit's region; all where it has none."""
    return [crew for crew in crews if crew.region == visit.region] or crews


def _learners(problem: Problem, plan: Plan, visit: Visit) -> Iterator[Relaxation]:
    """Crews of the region that cannot do the visit and have least to do."""
    busy = plan.by_crew
    unable = [crew for crew in problem.crews if crew.shifts and way_to_do(visit, crew) is None]
    home = sorted(_at_home(unable, visit), key=lambda crew: len(busy.get(crew.name, [])))
    for crew in home[:TRIED_CREWS]:
        lacking = tuple(skill for skill in visit.modes[0].skills if skill not in crew.skills)
        if lacking and crew.flights is None:
            yield Relaxation(Relaxed.SKILL, crew=crew.name, skills=lacking, region=crew.region)
