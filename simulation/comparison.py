"""Scenarios compared over the same customers: differences, ratios, verdicts."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.errors import must_be_one_of
from domain.kpi import KPIS
from simulation.results import Key, Study, mean_of
from simulation.statistics import (
    CONFIDENCE,
    Interval,
    Verdict,
    holm,
    paired_difference,
    ratio_of_means,
    replications_needed,
    verdict,
)

PRIMARY = "cycle_time_mean"
"""The KPI a comparison is planned for unless it names another."""

SMALLEST: dict[str, float] = {"hours": 1.0, "share": 0.01, "score": 0.05}
"""Smallest difference that matters by unit, fixed before any result: an hour of a customer's time, one in a
hundred; of a satisfaction score one customer in twenty who answers a step higher or lower. Other units,
counts and money, have no scale of their own: one in a hundred of the base's mean."""


@dataclass(frozen=True)
class Difference:
    """One figure of a scenario beside the base's.

    Attributes
    ----------
    base, mean : means of the two over replications, in `unit`.
    difference : mean - base with the paired t-interval.
    ratio : mean / base with Fieller's interval.
    matters : smallest difference that matters, in `unit`; 0 while the base has no such figure.
    verdict : None for a figure without a wished direction, and while replications are still to come.
    needed : estimate of the replications that would bring a verdict; None where there is one or no estimate.
    """

    name: str
    group: str
    unit: str
    base: Interval
    mean: Interval
    difference: Interval
    ratio: Interval
    matters: float
    verdict: Verdict | None = None
    needed: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON and CSV: mean is the other scenario's, low and high are the difference's."""
        return {
            "name": self.name,
            "group": self.group,
            "base": self.base.mean,
            "mean": self.mean.mean,
            "difference": self.difference.mean,
            "low": self.difference.low,
            "high": self.difference.high,
            "ratio": self.ratio.mean,
            "ratio_low": self.ratio.low,
            "ratio_high": self.ratio.high,
            "verdict": self.verdict,
            "matters": self.matters,
            "replications_needed": self.needed,
            "n": self.difference.n,
            "unit": self.unit,
        }


class Pair(NamedTuple):
    """A figure's unit and its values in each replication that base and other have in common."""

    unit: str
    before: NDArray[np.float64]
    after: NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """Studies of the same replications: a base and others.

    Attributes
    ----------
    primary : name of the KPI the comparison is planned for. Verdicts on its figures for all applications are
        adjusted over the others (Holm), so with one other they are judged at 5 %. The other figures for all
        applications are adjusted together, over KPIs and others, and so are those of parts (a stage, a
        track).
    """

    base: Study
    others: tuple[Study, ...]
    primary: str = PRIMARY

    def __post_init__(self) -> None:
        must_be_one_of(self.primary, KPIS, "Comparison: primary KPI")

    @property
    def complete(self) -> bool:
        """Whether every planned replication of every scenario has finished; before there is no verdict."""
        return all(study.complete for study in (self.base, *self.others))

    @property
    def finished(self) -> int:
        """Runs that have finished, of all scenarios together."""
        return sum(len(study.replications) for study in (self.base, *self.others))

    @property
    def planned(self) -> int:
        """Runs planned, of all scenarios together."""
        return sum(study.planned for study in (self.base, *self.others))

    def differences(self, other: int = 0) -> list[Difference]:
        """All figures of one of the others beside the base's, over the replications both have finished."""
        return self._found[other]

    @cached_property
    def _found(self) -> list[list[Difference]]:
        """Figures of all others; verdicts are adjusted over all of them."""
        pairs = [self._pairs(other) for other in range(len(self.others))]
        found = [[_difference(key, pair) for key, pair in of_other.items()] for of_other in pairs]
        return self._judged(found, pairs) if self.complete else found

    def _pairs(self, other: int) -> dict[Key, Pair]:
        base, study = self._paired(other)
        before, after, units = base.values(), study.values(), base.units() | study.units()
        nothing = {key: base.of_nothing(key) for key in units}
        return {
            key: Pair(unit, before.get(key, nothing[key]), after.get(key, nothing[key]))
            for key, unit in units.items()
        }

    def _paired(self, other: int) -> tuple[Study, Study]:
        both = set(self.base.replications) & set(self.others[other].replications)
        return self.base.only(both), self.others[other].only(both)

    def _judged(self, found: list[list[Difference]], pairs: list[dict[Key, Pair]]) -> list[list[Difference]]:
        """Give verdicts, adjusted within each family of figures."""
        families: dict[str, list[tuple[int, int]]] = {}
        for other, of_other in enumerate(found):
            for place, one in enumerate(of_other):
                if KPIS[one.name].better is not None:
                    families.setdefault(self._family(one), []).append((other, place))
        judged = [list(of_other) for of_other in found]
        for members in families.values():
            adjusted = holm([found[other][place].difference.p_value for other, place in members])
            for (other, place), p_value in zip(members, adjusted, strict=True):
                one = found[other][place]
                judged[other][place] = _judge(one, p_value, pairs[other][one.name, one.group])
        return judged

    def _family(self, one: Difference) -> str:
        if one.group != "all":
            return "parts"
        return "primary" if one.name == self.primary else "all applications"


def _difference(key: Key, pair: Pair) -> Difference:
    base = mean_of(key[0], pair.before)
    return Difference(
        *key,
        unit=pair.unit,
        base=base,
        mean=mean_of(key[0], pair.after),
        difference=paired_difference(pair.before, pair.after),
        ratio=ratio_of_means(pair.before, pair.after),
        matters=SMALLEST.get(pair.unit, 0.01 * abs(base.mean or 0.0)),
    )


def _judge(one: Difference, p_value: float | None, pair: Pair) -> Difference:
    better = KPIS[one.name].better
    if better is None:
        return one
    found = verdict(one.difference, better, one.matters, p_value)
    if found is not Verdict.NOT_ENOUGH_EVIDENCE:
        return replace(one, verdict=found)
    needed = replications_needed(
        pair.after - pair.before, one.matters, _confidence(one.difference.p_value, p_value)
    )
    return replace(one, verdict=found, needed=needed)


def _confidence(raw: float | None, adjusted: float | None) -> float:
    """Confidence at which a figure's own interval must leave zero so that its adjusted p-value convinces."""
    if not raw or not adjusted:
        return CONFIDENCE
    return 1 - (1 - CONFIDENCE) * raw / adjusted
