"""A rota as a CP-SAT model: a switch for each crew, day, shift and skill, and the rules between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from ortools.sat.python import cp_model

from domain.shift import DAY_MINUTES
from optimizer.rota.task import HOUR_MINUTES, DayNumber, RotaCrew, RotaTask

WEEK: Final = 7
SATURDAY: Final = 5
WEIGHT_DIGITS: Final = 100
"""CP-SAT counts in whole numbers: weights of needs are kept to the hundredth."""

Key = tuple[str, DayNumber, str, str]
"""Crew, day, shift, skill."""
Slot = tuple[DayNumber, str, str]
"""Day, shift, skill."""


class RotaModel:
    """The model, and the best rota found with it so far.

    Attributes
    ----------
    cp : the model.
    missing, unfairness : what to make small.
    scale : by which weights are multiplied in `missing`.
    kept : the rota at hand; nobody on duty to begin with.
    """

    def __init__(self, task: RotaTask) -> None:
        self.task = task
        self.cp = cp_model.CpModel()
        self.scale = WEIGHT_DIGITS
        self._required, self._weights = _required(task)
        self._on = {key: self.cp.new_bool_var("") for key in self._keys()}
        self.kept = dict.fromkeys(self._on, False)
        self._works = self._working_days()
        for crew in task.crews:
            self._limit(crew)
        self.missing = self._cover()
        self.unfairness = _total(self._spread(crews) for crews in self._alike())

    def keep_missing(self, missing: int) -> None:
        """Let no more be missing from now on, and begin from the rota at hand."""
        self.cp.add(self.missing <= missing)
        for key, is_on in self.kept.items():
            self.cp.add_hint(self._on[key], is_on)

    def remember(self, solver: cp_model.CpSolver) -> None:
        """Take a solution as the rota at hand."""
        self.kept = {key: solver.boolean_value(switch) for key, switch in self._on.items()}

    def short(self) -> Iterator[tuple[Slot, int]]:
        """Crews that are missing from each slot of the rota at hand."""
        for slot, crews in self._required.items():
            present = sum(is_on for key, is_on in self.kept.items() if key[1:] == slot)
            yield slot, crews - present

    def _keys(self) -> Iterator[Key]:
        """What may be switched on: a skill that the crew has, where it is needed and the crew is not away."""
        for crew in self.task.crews:
            for day, shift, skill in self._required:
                if skill in crew.skills and self.task.date_of(day) not in crew.off:
                    yield crew.name, day, shift, skill

    def _working_days(self) -> dict[tuple[str, DayNumber], cp_model.LinearExpr]:
        """Whether a crew works on a day: on one shift, in one skill."""
        switches = defaultdict(list)
        for (crew, day, _, _), switch in self._on.items():
            switches[crew, day].append(switch)
        for group in switches.values():
            self.cp.add_at_most_one(group)
        days = product((crew.name for crew in self.task.crews), range(self.task.days))
        return {place: _total(switches[place]) for place in days}

    def _limit(self, crew: RotaCrew) -> None:
        """The rules of working time for one crew."""
        rules = self.task.rules
        for week in self._weeks():
            self.cp.add(self._minutes(crew, week) <= round(rules.hours_per_week * HOUR_MINUTES))
            self.cp.add(self._nights(crew, week) <= rules.nights_per_week)
            if len(week) == WEEK:
                self.cp.add(self._days(crew, week) <= WEEK - rules.days_off_per_week)
        self._limit_days_in_row(crew)
        self._rest_between_shifts(crew)

    def _weeks(self) -> list[range]:
        days = self.task.days
        return [range(first, min(first + WEEK, days)) for first in range(0, days, WEEK)]

    def _limit_days_in_row(self, crew: RotaCrew) -> None:
        most = self.task.rules.days_in_row
        for first in range(-crew.days_in_row, self.task.days - most):
            window = range(max(first, 0), first + most + 1)
            before = max(0, min(-first, most + 1))
            self.cp.add(self._days(crew, window) <= max(0, most - before))

    def _rest_between_shifts(self, crew: RotaCrew) -> None:
        for earlier, later in product(self.task.shifts, repeat=2):
            if self._has_rested(earlier, later):
                continue
            if crew.last_shift == earlier:
                self.cp.add(self._count(crew, 0, later) == 0)
            for day in range(self.task.days - 1):
                both = self._count(crew, day, earlier) + self._count(crew, day + 1, later)
                self.cp.add(both <= 1)

    def _has_rested(self, earlier: str, later: str) -> bool:
        """Whether there is rest enough from a shift to one on the next day."""
        ends = self.task.shifts[earlier].span.end_minutes
        begins = self.task.shifts[later].span.start_minutes + DAY_MINUTES
        return begins - ends >= self.task.rules.rest_hours * HOUR_MINUTES

    def _cover(self) -> cp_model.LinearExpr:
        """Nobody more than required; what is missing, weighted."""
        switches: dict[Slot, list[cp_model.IntVar]] = defaultdict(list)
        for (_, day, shift, skill), switch in self._on.items():
            switches[day, shift, skill].append(switch)
        short = {slot: crews - _total(switches[slot]) for slot, crews in self._required.items()}
        for crews in short.values():
            self.cp.add(crews >= 0)
        return _total(self._weights[slot] * crews for slot, crews in short.items())

    def _alike(self) -> list[list[RotaCrew]]:
        """Crews of the same skills, between whom duty is shared."""
        groups = defaultdict(list)
        for crew in self.task.crews:
            groups[frozenset(crew.skills)].append(crew)
        return list(groups.values())

    def _spread(self, crews: Sequence[RotaCrew]) -> cp_model.LinearExpr:
        """Minutes between the busiest and the idlest; a night or a weekend day weighs as a mean shift."""
        days = range(self.task.days)
        weekend = [day for day in days if self.task.date_of(day).weekday() >= SATURDAY]
        shifts = self.task.shifts.values()
        shift_minutes = round(sum(one.counted_minutes for one in shifts) / len(shifts))
        hours = self._range(lambda crew: self._minutes(crew, days), crews)
        nights = self._range(lambda crew: self._nights(crew, days), crews)
        weekends = self._range(lambda crew: self._days(crew, weekend), crews)
        return hours + shift_minutes * (nights + weekends)

    def _range(
        self, amount: Callable[[RotaCrew], cp_model.LinearExpr], crews: Sequence[RotaCrew]
    ) -> cp_model.LinearExpr:
        most_minutes = self.task.days * DAY_MINUTES
        least, most = (self.cp.new_int_var(0, most_minutes, "") for _ in range(2))
        for crew in crews:
            self.cp.add(least <= amount(crew))
            self.cp.add(most >= amount(crew))
        return most - least

    def _minutes(self, crew: RotaCrew, days: Sequence[DayNumber]) -> cp_model.LinearExpr:
        kinds = self.task.shifts.items()
        return _total(
            kind.counted_minutes * self._count(crew, day, name) for day in days for name, kind in kinds
        )

    def _nights(self, crew: RotaCrew, days: Sequence[DayNumber]) -> cp_model.LinearExpr:
        nights = [name for name, kind in self.task.shifts.items() if kind.is_night]
        return _total(self._count(crew, day, name) for day in days for name in nights)

    def _days(self, crew: RotaCrew, days: Sequence[DayNumber]) -> cp_model.LinearExpr:
        return _total(self._works[crew.name, day] for day in days)

    def _count(self, crew: RotaCrew, day: DayNumber, shift: str) -> cp_model.LinearExpr:
        switches = (self._on.get((crew.name, day, shift, skill)) for skill in dict.fromkeys(crew.skills))
        return _total(switch for switch in switches if switch is not None)


def _required(task: RotaTask) -> tuple[dict[Slot, int], dict[Slot, int]]:
    """Crews required in each slot, and the weight of one: of the weightiest need where several add up."""
    crews: dict[Slot, int] = defaultdict(int)
    weights: dict[Slot, int] = defaultdict(int)
    for need in task.needs:
        for day in task.numbers_of(need):
            slot = day, need.shift, need.skill
            crews[slot] += need.crews
            weights[slot] = max(weights[slot], round(need.weight * WEIGHT_DIGITS))
    return dict(sorted(crews.items())), weights


def _total(terms: Iterable[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum(list(terms))
