"""Who is a novice, and where the errors of a crew come out."""

from collections.abc import Sequence
from math import floor

from simulation.step import Step

TINY = 1e-9
"""Shares such as 0.29 times 100 fall short of the whole number by their rounding."""


def is_novice(number: int, share: float) -> bool:
    """Whether the crew of this number, from 0, is one of the share; a crew more changes nobody."""
    return floor((number + 1) * share + TINY) > floor(number * share + TINY)


def trace_errors(steps: Sequence[Step]) -> None:
    """Tell the stages of a track from whose work their outcomes come, and those whose work it is."""
    by_name = {step.name: step for step in steps}
    for step in steps:
        source = step.stage.errors_of or step.name
        if step.outcome_codes and source in by_name and by_name[source].queues:
            step.errors_from = by_name[source].index
            by_name[source].errs = True
