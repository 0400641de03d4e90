"""Scenarios compared over the same customers: differences, ratios, verdicts."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import must_be_one_of
from domain.kpi import KPIS
from simulation.results import Key, Study
from simulation.statistics import (
    CONFIDENCE,
    Interval,
    Verdict,
    holm,
    mean_interval,
    paired_difference,
    ratio_of_means,
    replications_needed,
    verdict,
)

PRIMARY = "cycle_time_mean"
"""The KPI a comparison is planned for unless it names another."""

SMALLEST: dict[str, float] = {"hours": 1.0, "share": 0.01}
"""Smallest difference that matters by unit, fixed before any result: an hour of a customer's time, one in a
hundred. Other units, counts and money, have no scale of their own: one in a hundred of the base's mean."""


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


@dataclass(frozen=True)
class Comparison:
    """Studies of the same replications: a base and others.

    Attributes
    ----------
    primary : name of the KPI the comparison is planned for; its figure for all applications is judged at 5 %.
        The other figures for all applications are adjusted together (Holm), and so are those of parts
        (a stage, a track).
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
        base, study = self._paired(other)
        before, after, units = base.values(), study.values(), base.units() | study.units()
        blank = np.full(len(base.replications), np.nan)
        keys = [key for key in units if key in before or key in after]
        pairs = {key: (before.get(key, blank), after.get(key, blank)) for key in keys}
        found = [_difference(key, units[key], *pairs[key]) for key in keys]
        return self._judged(found, pairs) if self.complete else found

    def _paired(self, other: int) -> tuple[Study, Study]:
        both = set(self.base.replications) & set(self.others[other].replications)
        return self.base.only(both), self.others[other].only(both)

    def _judged(
        self, found: list[Difference], pairs: dict[Key, tuple[NDArray[np.float64], NDArray[np.float64]]]
    ) -> list[Difference]:
        """Give verdicts, adjusted within each family of figures."""
        families: dict[str, list[int]] = {}
        for place, one in enumerate(found):
            if KPIS[one.name].better is not None:
                families.setdefault(self._family(one), []).append(place)
        judged = list(found)
        for places in families.values():
            adjusted = holm([found[place].difference.p_value for place in places])
            for place, p_value in zip(places, adjusted, strict=True):
                judged[place] = _judge(found[place], p_value, pairs[found[place].name, found[place].group])
        return judged

    def _family(self, one: Difference) -> str:
        if one.group != "all":
            return "parts"
        return "primary" if one.name == self.primary else "all applications"


def _difference(key: Key, unit: str, before: NDArray[np.float64], after: NDArray[np.float64]) -> Difference:
    base = mean_interval(before)
    return Difference(
        *key,
        unit=unit,
        base=base,
        mean=mean_interval(after),
        difference=paired_difference(before, after),
        ratio=ratio_of_means(before, after),
        matters=SMALLEST.get(unit, 0.01 * abs(base.mean or 0.0)),
    )


def _judge(
    one: Difference, p_value: float | None, pair: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> Difference:
    better = KPIS[one.name].better
    if better is None:
        return one
    found = verdict(one.difference, better, one.matters, p_value)
    if found is not Verdict.NOT_ENOUGH_EVIDENCE:
        return replace(one, verdict=found)
    needed = replications_needed(pair[1] - pair[0], one.matters, _confidence(one.difference.p_value, p_value))
    return replace(one, verdict=found, needed=needed)


def _confidence(raw: float | None, adjusted: float | None) -> float:
    """Confidence at which a figure's own interval must leave zero so that its adjusted p-value convinces."""
    if not raw or not adjusted:
        return CONFIDENCE
    return 1 - (1 - CONFIDENCE) * raw / adjusted
