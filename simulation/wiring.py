"""Turn the process tree of a track into the points its applications pass."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from domain.procedure import Choice, Loop, Parallel, Procedure, Rule, Sequence, Silent, Visit, children
from domain.procedure import Step as Tree
from scenarios.flow import closing_stage
from simulation.customers import Customers
from simulation.route import Chance, End, Fork, Join, Lot, Node, Place, Repeat, Sorted
from simulation.step import Step


def wire(
    procedure: Procedure,
    steps: Mapping[str, Step],
    customers: Customers,
    described: pd.DataFrame,
    end: End,
) -> Node:
    """The point at which applications of a track begin.

    Parameters
    ----------
    steps : by stage.
    described : attributes of the track's customers, in their order, for rules.
    end : what applications come to in the end.
    """
    return _Wiring(steps, customers, described).node(procedure.root, end, closes=False)


class _Wiring:
    def __init__(self, steps: Mapping[str, Step], customers: Customers, described: pd.DataFrame) -> None:
        self.steps, self.customers, self.described = steps, customers, described
        self.keys: Counter[str] = Counter()

    def node(self, tree: Tree, then: Node, closes: bool) -> Node:
        """Wire a step of the tree in front of what follows it."""
        match tree:
            case Visit(stage):
                return Place(self.steps[stage], then, closes)
            case Sequence(steps):
                return self._in_order(steps, then, closes)
            case Choice(branches):
                lot = self._lot(tree, [probability for probability, _ in branches])
                return Chance(lot, [self.node(below, then, False) for _, below in branches])
            case Rule():
                return self._sorted(tree, then)
            case Parallel(branches):
                join = Join(len(branches), then)
                return Fork([self.node(below, join, False) for below in branches])
            case Loop():
                return self._loop(tree, then)
            case Silent():
                return then

    def _in_order(self, steps: tuple[Tree, ...], then: Node, closes: bool) -> Node:
        following = self.node(steps[-1], then, closes)
        for step in reversed(steps[:-1]):
            following = self.node(step, following, False)
        return following

    def _sorted(self, rule: Rule, then: Node) -> Node:
        """The first condition that holds for a customer decides; argmax finds the first true one."""
        holds = [condition.mask(self.described) for condition, _ in rule.branches]
        branch = np.argmax([*holds, np.ones(len(self.customers), dtype=bool)], axis=0)
        branches = [self.node(below, then, False) for below in children(rule)]
        return Sorted(branch.tolist(), branches)

    def _loop(self, loop: Loop, then: Node) -> Node:
        closing = closing_stage(loop.do)
        by_outcome = closing is not None and bool(self.steps[closing].outcome_codes)
        lot = None if by_outcome else self._lot(loop, [loop.probability, 1 - loop.probability])
        repeat = Repeat(then, loop.max, lot)
        first = self.node(loop.do, repeat, by_outcome)
        repeat.again = self.node(loop.redo, first, False)
        return first

    def _lot(self, tree: Tree, probabilities: list[float]) -> Lot:
        """Key a lot by the stages it decides about, so that changes elsewhere in the tree leave it alone."""
        stages = ",".join(Procedure("", tree).stages())
        name = f"{type(tree).__name__}({stages})"
        self.keys[name] += 1
        return Lot(f"{name}#{self.keys[name]}", probabilities, self.customers)
