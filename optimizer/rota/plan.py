"""Make a rota: first as few crews missing as the rules allow, then duty shared fairly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

from optimizer.result import Status
from optimizer.rota.model import RotaModel
from optimizer.rota.task import HOUR_MINUTES, RotaTask


@dataclass(frozen=True, order=True)
class Duty:
    """A crew on a shift, working in one of its skills."""

    day: date
    shift: str
    skill: str
    crew: str


@dataclass(frozen=True, order=True)
class Unmet:
    """Crews that are missing from what is required."""

    day: date
    shift: str
    skill: str
    crews: int


@dataclass(frozen=True)
class Rota:
    """Who is on duty when.

    Parameters
    ----------
    duties, unmet : by day.
    hours : working hours of each crew.
    status : OPTIMAL where it is proven that nothing that is missing could be met and no sharing is fairer.
    missing : weighted crews that are missing.
    bound : weighted crews that must be missing from every legal rota.
    """

    duties: tuple[Duty, ...]
    unmet: tuple[Unmet, ...]
    hours: Mapping[str, float]
    status: Status
    missing: float
    bound: float

    def to_mapping(self) -> dict[str, Any]:
        """The rota as plain data: crew -> day -> shift and skill, and what is unmet."""
        crews: dict[str, dict[str, dict[str, str]]] = {crew: {} for crew in self.hours}
        for duty in self.duties:
            crews[duty.crew][duty.day.isoformat()] = {"shift": duty.shift, "skill": duty.skill}
        unmet = [{**vars(one), "day": one.day.isoformat()} for one in self.unmet]
        told = {"status": self.status.value, "missing": self.missing, "bound": self.bound}
        return {**told, "crews": crews, "hours": dict(self.hours), "unmet": unmet}


def plan_rota(task: RotaTask, seed: int = 1, effort: float = 10.0) -> Rota:
    """Make a legal rota; one always exists, if only with everything unmet.

    Parameters
    ----------
    seed : of the search.
    effort : units of CP-SAT's deterministic time, about a second each, for each of the two steps: the same
        rota on any machine.
    """
    model = RotaModel(task)
    solver = _solver(seed, effort)
    covered = _improved(model, solver, model.missing)
    missing, bound = solver.objective_value, solver.best_objective_bound
    model.keep_missing(round(missing))
    shared = _improved(model, solver, model.unfairness)
    proven = covered == shared == cp_model.OPTIMAL
    return _rota(task, model, Status.OPTIMAL if proven else Status.FEASIBLE, missing, bound)


def _solver(seed: int, effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    return solver


def _improved(model: RotaModel, solver: cp_model.CpSolver, goal: cp_model.LinearExpr) -> Any:
    """Minimise a goal from the rota at hand, which is kept where the search ends without one."""
    model.cp.minimize(goal)
    status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        model.remember(solver)
    return status


def _rota(task: RotaTask, model: RotaModel, status: Status, missing: float, bound: float) -> Rota:
    chosen = [key for key, is_on in model.kept.items() if is_on]
    duties = sorted(Duty(task.date_of(day), shift, skill, crew) for crew, day, shift, skill in chosen)
    unmet = sorted(
        Unmet(task.date_of(day), shift, skill, short) for (day, shift, skill), short in model.short() if short
    )
    minutes = {crew.name: 0 for crew in task.crews}
    for duty in duties:
        minutes[duty.crew] += task.shifts[duty.shift].counted_minutes
    hours = {crew: worked / HOUR_MINUTES for crew, worked in minutes.items()}
    return Rota(tuple(duties), tuple(unmet), hours, status, missing / model.scale, bound / model.scale)
