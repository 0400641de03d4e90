"""For each visit that is left out or late: the relaxations that would plan it on time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.errors import must
from domain.plan import Plan, VisitKey
from optimizer.budget import Work
from optimizer.check.cost import lateness
from optimizer.check.day import SLACK, days_of
from optimizer.problem import Problem
from optimizer.reasons.relaxation import Relaxation, Relaxed, candidates, relax, with_visit
from optimizer.solve import solve
from optimizer.visit import NO_TIME

PRESSING = 1e6
"""CNY an hour late, and for leaving it out, of the visit that is asked about."""
ROUNDS = Work(200)
"""Search for each relaxation, after the visit has been put where it costs least."""


@dataclass(frozen=True)
class Reason:
    """Why a visit is left out or late.

    Parameters
    ----------
    key : which visit.
    late : by how much; None where it is left out.
    relaxations : each of which alone plans it on time, while no visit that is on time now is lost; smaller
        ones first. None where nothing that was tried helps.
    instead_of : visits one of which, or all, would be left out or late for it were nothing relaxed; none
        where not even that helps.
    """

    key: VisitKey
    late: pd.Timedelta | None
    relaxations: tuple[Relaxation, ...]
    instead_of: tuple[VisitKey, ...] = ()


def reasons(
    plan: Plan,
    problem: Problem,
    seed: int = 0,
    budget: Work = ROUNDS,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Iterator[Reason]:
    """Explain all visits that are left out, in order of their price, then those that are late, latest first.

    Parameters
    ----------
    budget : search for each relaxation of each visit.
    most : visits explained at most.
    stop : asked before each visit; True ends it.
    """
    late = lateness_of(plan, problem)
    left_out = [visit for visit in problem.visits if visit.key not in late]
    keys = [visit.key for visit in sorted(left_out, key=lambda visit: -visit.price_unplanned)]
    keys += sorted((key for key in late if late[key] > SLACK), key=lambda key: -late[key])
    for key in keys[:most]:
        if stop is not None and stop():
            return
        yield explain(plan, problem, key, seed, budget)


def explain(plan: Plan, problem: Problem, key: VisitKey, seed: int = 0, budget: Work = ROUNDS) -> Reason:
    """Find what would plan one visit on time, by solving again with each relaxation.

    Raises
    ------
    InputError : a visit the problem does not know.
    """
    must(key in problem.visit_of, f"Visit {key[1]} of {key[0]!r} must be a visit of the problem.")
    late = lateness_of(plan, problem)
    ask = _Question(plan, problem, key, frozenset(k for k in late if late[k] <= SLACK), seed, budget)
    helps, found = [], set()
    for one in candidates(problem, plan, key):
        if one.kind not in found and ask.lost(one) == ():
            helps.append(one)
            found.add(one.kind)
        if one.kind is Relaxed.NOTHING and found:
            break
    helps += _later(late.get(key, NO_TIME)) if Relaxed.NOTHING not in found else []
    instead_of = () if Relaxed.NOTHING in found else ask.in_place_of()
    return Reason(key, late.get(key), tuple(helps), instead_of)


def lateness_of(plan: Plan, problem: Problem) -> dict[VisitKey, pd.Timedelta]:
    """By how much each planned visit is late; not at all where nothing is promised."""
    return {stop.visit.key: lateness(stop) for day in days_of(plan, problem) for stop in day.stops}


def _later(late: pd.Timedelta) -> Sequence[Relaxation]:
    return [Relaxation(Relaxed.LATER, late)] if late > SLACK else []


@dataclass(frozen=True)
class _Question:
    """Whether a visit could be on time.

    Parameters
    ----------
    on_time : visits that are now.
    """

    plan: Plan
    problem: Problem
    key: VisitKey
    on_time: frozenset[VisitKey]
    seed: int
    budget: Work

    def lost(self, relaxation: Relaxation) -> tuple[VisitKey, ...] | None:
        """Visits that are no longer on time when this one is; None where it is not."""
        for budget in (Work(0), self.budget):
            missed = self._missed(relaxation, budget)
            if missed == ():
                break
        return missed

    def in_place_of(self) -> tuple[VisitKey, ...]:
        """Visits lost when this one goes first and nothing is relaxed; none where that helps nothing."""
        nothing = Relaxation(Relaxed.NOTHING)
        missed = self.lost(nothing)
        return (self._missed(nothing, self.budget, Plan()) if missed is None else missed) or ()

    def _missed(
        self, relaxation: Relaxation, budget: Work, start: Plan | None = None
    ) -> tuple[VisitKey, ...] | None:
        asked = relax(self.problem, self.key, relaxation)
        visit = replace(asked.visit_of[self.key], price_late=PRESSING, price_unplanned=PRESSING)
        pressing = with_visit(asked, visit)
        kept = Plan(tuple(one for one in self.plan.assignments if one.key != self.key))
        result = solve(pressing, budget, self.seed, start=kept if start is None else start, lanes=1)
        if result.plan is None:
            return None
        late = lateness_of(result.plan, pressing)
        on_time = {key for key in late if late[key] <= SLACK}
        return None if self.key not in on_time else tuple(sorted(self.on_time - on_time - {self.key}))
