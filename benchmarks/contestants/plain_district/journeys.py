"""The process of each application: it follows the process tree of its track."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.contestants.plain_district.contacts import enquire
from benchmarks.contestants.plain_district.jobs import Customer, Process
from benchmarks.contestants.plain_district.luck import Luck
from benchmarks.contestants.plain_district.visits import Visits, Withdrawn
from domain.procedure import Choice, Loop, Parallel, Procedure, Rule, Sequence, Silent, Visit, children
from domain.procedure import Step as Tree
from scenarios.flow import closing_stage
from simulation.follow_ups import follow_ups_of
from simulation.setting import Way
from simulation.step import NO_OUTCOME

if TYPE_CHECKING:
    from benchmarks.contestants.plain_district.model import District


class Journeys:
    """What the applications of one track go through."""

    def __init__(self, district: "District", way: Way) -> None:
        self.district, self.env, self.way = district, district.env, way
        track, scenario = way.customers.track, district.scenario
        self.root = scenario.procedure(track).root
        self.steps = {step.name: step for step in way.steps}
        self.luck = Luck(way.customers)
        self.visits = Visits(district, self.luck)
        self.keys = _keys(self.root)
        self.branches = _branches(self.root, way)
        self.follow_ups = follow_ups_of(scenario.tracks[track].follow_up, way.steps, way.customers)

    def go(self, customer: Customer) -> Process:
        """From the application to its end, and what follows that."""
        diary = self.district.diary
        diary.submitted[customer.number] = self.env.now
        submitted = self.way.marks.get(("application", "submitted"), ())
        self.district.promises.note_all(customer, submitted)
        self._begin_beside(customer)
        try:
            yield from self._follow(self.root, customer)
        except Withdrawn:
            return
        customer.is_open = False
        diary.finished[customer.number] = self.env.now
        if self.follow_ups is not None:
            yield self.env.timeout(self.follow_ups.after_minutes[customer.row])
            yield from self.visits.pay(customer, self.follow_ups.place.step)

    def _begin_beside(self, customer: Customer) -> None:
        """Begin what a customer may do beside waiting."""
        contacts, enquiries = self.district.scenario.contacts, self.way.enquiries
        if contacts and contacts.enquiry and enquiries:
            asks = enquire(self.district, customer, contacts.enquiry, enquiries, self.luck)
            self.env.process(asks)
        if self.way.withdrawals is not None:
            self.env.process(self._withdraw(customer, self.way.withdrawals.after_minutes[customer.row]))

    def _withdraw(self, customer: Customer, after_minutes: float) -> Process:
        """Withdraw unless it is over or too late; what waits for crews is not wanted any more."""
        yield self.env.timeout(after_minutes)
        withdrawals = self.way.withdrawals
        assert withdrawals is not None
        if customer.is_open and not any(customer.visited[step] for step in withdrawals.too_late):
            customer.is_open, customer.withdrawn = False, True
            self.district.diary.withdrawn[customer.number] = self.env.now
            for job in customer.jobs:
                if job.ticket is not None:
                    self.district.boards.cancel(job)

    def _follow(self, tree: Tree, customer: Customer) -> Process:
        """Go through a part of the tree; gives what comes out of its last visit."""
        match tree:
            case Visit(stage):
                return (yield from self.visits.pay(customer, self.steps[stage]))
            case Sequence(steps):
                return (yield from self._in_order(steps, customer))
            case Choice(branches):
                _, chosen = branches[self._draw(tree, [share for share, _ in branches], customer)]
                return (yield from self._follow(chosen, customer))
            case Rule():
                chosen = children(tree)[self.branches[id(tree)][customer.row]]
                return (yield from self._follow(chosen, customer))
            case Parallel(branches):
                return (yield from self._side_by_side(branches, customer))
            case Loop():
                return (yield from self._round_and_round(tree, customer))
            case Silent():
                return NO_OUTCOME

    def _in_order(self, steps: tuple[Tree, ...], customer: Customer) -> Process:
        outcome = NO_OUTCOME
        for step in steps:
            outcome = yield from self._follow(step, customer)
        return outcome

    def _side_by_side(self, branches: tuple[Tree, ...], customer: Customer) -> Process:
        yield self.env.all_of([self.env.process(self._branch(branch, customer)) for branch in branches])
        if customer.withdrawn:
            raise Withdrawn
        return NO_OUTCOME

    def _branch(self, branch: Tree, customer: Customer) -> Process:
        try:
            yield from self._follow(branch, customer)
        except Withdrawn:
            return

    def _round_and_round(self, loop: Loop, customer: Customer) -> Process:
        repeated = 0
        while True:
            outcome = yield from self._follow(loop.do, customer)
            if not self._is_repeated(loop, outcome, customer) or repeated == loop.max:
                return NO_OUTCOME
            repeated += 1
            yield from self._follow(loop.redo, customer)

    def _is_repeated(self, loop: Loop, outcome: int, customer: Customer) -> bool:
        """By what came out of the stage that closes the loop, or by lot where nothing comes out of it."""
        closing = closing_stage(loop.do)
        if closing is not None and self.steps[closing].outcome_codes:
            return outcome != NO_OUTCOME
        return self._draw(loop, [loop.probability, 1 - loop.probability], customer) == 0

    def _draw(self, tree: Tree, probabilities: list[float], customer: Customer) -> int:
        key = self.keys[id(tree)]
        drawn = self.luck(customer.row, key, customer.passed(key), "branch")
        return int(np.searchsorted(np.cumsum(probabilities)[:-1], drawn, side="right"))


def _keys(root: Tree) -> dict[int, str]:
    """What the luck of each choice and loop is keyed by."""
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for tree in _parts(root):
        name = f"{type(tree).__name__}({','.join(Procedure('', tree).stages())})"
        seen[name] += 1
        found[id(tree)] = f"{name}#{seen[name]}"
    return found


def _branches(root: Tree, way: Way) -> dict[int, list[int]]:
    """Which branch of each rule each customer takes."""
    found = {}
    for tree in _parts(root):
        if isinstance(tree, Rule):
            holds = [condition.mask(way.described) for condition, _ in tree.branches]
            last = np.ones(len(way.customers), dtype=bool)
            found[id(tree)] = np.argmax([*holds, last], axis=0).tolist()
    return found


def _parts(tree: Tree) -> list[Tree]:
    return [tree, *(part for below in children(tree) for part in _parts(below))]
