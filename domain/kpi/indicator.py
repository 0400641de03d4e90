"""A key performance indicator: which rows count, and what is told of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from domain.kpi.figure import Figure
from domain.kpi.grouping import grouped
from domain.kpi.interval import Floats
from domain.kpi.measures import Measures
from domain.kpi.partial import Partial
from domain.kpi.question import Question, Sample
from domain.kpi.statistic import Statistic, finish

Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Kpi:
    """A key performance indicator.

    Attributes
    ----------
    name : identifier.
    unit : of its number: "cases", "cases/day", "hours", "share", "score" or "CNY".
    better : which direction is good; None where that depends.
    label : English name, the key of its translations.
    statistic : what is told of the sample.
    sample : the rows that count and what each adds; its docstring states cohort and censoring.
    """

    name: str
    unit: str
    better: Better | None
    label: str
    statistic: Statistic
    sample: Callable[[Measures, Question], Sample]

    def partial(self, measures: Measures, question: Question) -> Partial:
        """Sum up the rows of some measures; partials of disjoint parts add up to that of the whole."""
        sample = self.sample(measures, question)
        places, groups = grouped(measures, sample, question.by)
        return Partial.of(sample.value, sample.weight, places, groups, self.statistic.sketched)

    def finish(self, partial: Partial, question: Question) -> list[Figure]:
        """Turn sums into one figure for each group."""
        numbers = (_or_none(column) for column in finish(self.statistic, partial, question))
        return [
            Figure(self.name, group, mean, low, high, n, self.unit)
            for group, n, mean, low, high in zip(partial.groups, partial.n.tolist(), *numbers, strict=True)
        ]

    def figures(self, measures: Measures, question: Question) -> list[Figure]:
        """Compute the KPI: one figure for each group, or one for all."""
        return self.finish(self.partial(measures, question), question)


def _or_none(numbers: Floats) -> list[float | None]:
    return [None if np.isnan(number) else float(number) for number in numbers]
