"""Process trees as diagrams that Markdown readers draw (mermaid)."""

from collections.abc import Sequence as Many

from domain.condition import Condition
from domain.procedure import Choice, Loop, Parallel, Procedure, Rule, Sequence, Silent, Step, Visit

End = tuple[str, str]
"""A node from which the flow goes on, and what is written on the way."""


def diagram(procedure: Procedure) -> str:
    """A flow chart of a track's process tree."""
    drawing = _Drawing()
    start = drawing.node('(["application submitted"])')
    ends = drawing.step(procedure.root, [(start, "")])
    drawing.join(ends, drawing.node('(["application finished"])'))
    return "\n".join(["```mermaid", "flowchart TD", *drawing.lines, "```"])


class _Drawing:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._nodes = 0

    def node(self, shape: str) -> str:
        self._nodes += 1
        self.lines.append(f"    n{self._nodes}{shape}")
        return f"n{self._nodes}"

    def join(self, ends: Many[End], to: str) -> None:
        self.lines += [f"    {end} -->{f'|{said}|' if said else ''} {to}" for end, said in ends]

    def step(self, step: Step, ends: list[End]) -> list[End]:
        """Draw a step behind some ends; gives the ends it leaves."""
        match step:
            case Silent():
                return ends
            case Visit(stage):
                return self._placed(f'["{stage}"]', ends)
            case Sequence(steps):
                for one in steps:
                    ends = self.step(one, ends)
                return ends
            case _:
                return self._forked(step, ends)

    def _forked(self, step: Parallel | Choice | Rule | Loop, ends: list[End]) -> list[End]:
        match step:
            case Parallel(branches):
                return self._parallel(branches, ends)
            case Choice(chances):
                return self._branches([(f"{p:.0%}", then) for p, then in chances], ends)
            case Rule(conditions, otherwise):
                named = [(_said(condition), then) for condition, then in conditions]
                return self._branches([*named, ("else", otherwise)], ends)
            case Loop():
                return self._loop(step, ends)

    def _placed(self, shape: str, ends: list[End]) -> list[End]:
        node = self.node(shape)
        self.join(ends, node)
        return [(node, "")]

    def _parallel(self, branches: Many[Step], ends: list[End]) -> list[End]:
        fork = self._placed('{{"all at once"}}', ends)
        left = [end for branch in branches for end in self.step(branch, fork)]
        return self._placed('{{"all done"}}', left)

    def _branches(self, branches: Many[tuple[str, Step]], ends: list[End]) -> list[End]:
        ((decision, _),) = self._placed('{"one of"}', ends)
        return [end for said, then in branches for end in self.step(then, [(decision, said)])]

    def _loop(self, loop: Loop, ends: list[End]) -> list[End]:
        (entry,) = self._placed('((" "))', ends)
        ((decision, _),) = self._placed('{"again?"}', self.step(loop.do, [entry]))
        self.join(self.step(loop.redo, [(decision, f"{loop.probability:.1%}")]), entry[0])
        return [(decision, "done")]


def _said(condition: Condition) -> str:
    return "; ".join(f"{attribute} {' or '.join(values)}" for attribute, values in condition.allowed)
