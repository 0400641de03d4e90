"""The fall of mean handling time from one scenario to another, and how it depends on unmeasured figures.

Figures are changed before a run (`scenarios.prior`), in both scenarios alike. A Latin hypercube (McKay,
Beckman and Conover 1979) spreads the samples over every prior's range; each prior's samples are keyed by its
name, so that one more prior changes no other's.

References
----------
McKay, Beckman and Conover (1979), A comparison of three methods for selecting values of input variables in
the analysis of output from a computer code, Technometrics 21(2), 239-245.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from domain.errors import must
from scenarios import Scenario
from scenarios.prior import Prior, with_figures
from simulation.pool import Stop
from simulation.results import Study
from simulation.statistics import Interval, ratio_of_means
from simulation.streams import uniforms
from simulation.study import compare, growing
from workbench.figures import handling_hours

Progress = Callable[[int, int], None]
Values = Mapping[str, float]


@dataclass(frozen=True)
class Ends:
    """The ratio with one prior at the ends of its range, everything else as the scenarios say.

    Attributes
    ----------
    low, high : mean handling time of the other scenario divided by the base's, at the ends.
    correlation : rank correlation of the prior with the ratio over all samples; None with fewer than three.
    """

    prior: str
    low: Interval
    high: Interval
    correlation: float | None


@dataclass(frozen=True)
class Robustness:
    """The ratio of mean handling times, as said and over the priors.

    Attributes
    ----------
    as_said : the ratio with the scenarios' own figures, with Fieller's interval.
    ends : by prior.
    samples : numbers drawn for each prior in each sample.
    ratios : the ratio of each sample.
    """

    base: str
    other: str
    replications: int
    seed: int
    days: int
    as_said: Interval
    ends: tuple[Ends, ...]
    samples: tuple[Values, ...]
    ratios: tuple[float, ...]

    @property
    def range(self) -> tuple[float, float, float, float, float]:
        """Least, 5 %, median, 95 % and greatest ratio of the samples."""
        least, low, middle, high, most = np.quantile(self.ratios, [0, 0.05, 0.5, 0.95, 1]).tolist()
        return least, low, middle, high, most

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        names = ("least", "low", "median", "high", "most")
        return {**asdict(self), "range": dict(zip(names, self.range, strict=True))}


def robustness(
    base: Scenario,
    other: Scenario,
    samples: int,
    replications: int,
    seed: int,
    workers: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Robustness:
    """Run both scenarios as said, with each prior at its ends, and with all priors drawn.

    Parameters
    ----------
    base, other : have the same priors.
    samples : of the Latin hypercube, at least 2.
    replications : of each scenario with each set of figures; at least 2 for intervals.
    """
    must(samples >= 2, f"The number of samples must be at least 2, got {samples}.")
    drawn = latin_hypercube(base.priors, samples, seed)
    ends = [{name: end} for name, prior in base.priors.items() for end in (prior.low, prior.high)]
    pairs = _pairs(base, other, [{}, *ends, *drawn])
    first, *rest = [scenario for pair in pairs for scenario in pair]
    done = compare(growing(first, rest, replications, seed, workers, stop=stop), progress)
    ratios = _ratios([done.base, *done.others])
    at_ends, sampled = ratios[1 : 1 + len(ends)], ratios[1 + len(ends) :]
    means = tuple(one.mean if one.mean is not None else float("nan") for one in sampled)
    return Robustness(
        base.name,
        other.name,
        replications,
        seed,
        base.horizon.days,
        ratios[0],
        _ends(list(base.priors), at_ends, drawn, means),
        tuple(drawn),
        means,
    )


def latin_hypercube(priors: Mapping[str, Prior], samples: int, seed: int) -> list[dict[str, float]]:
    """Numbers for each prior in each sample: in every n-th of its range exactly one.

    Returns
    -------
    One mapping, prior -> number, for each sample.
    """
    columns = {name: _column(name, prior, samples, seed) for name, prior in priors.items()}
    return [{name: float(column[n]) for name, column in columns.items()} for n in range(samples)]


def _column(name: str, prior: Prior, samples: int, seed: int) -> NDArray[np.float64]:
    order = np.argsort(uniforms(samples, seed, "prior", name, "order"))
    place = (order + uniforms(samples, seed, "prior", name, "place")) / samples
    return np.asarray(prior.low + place * (prior.high - prior.low))


def _pairs(base: Scenario, other: Scenario, sets: Sequence[Values]) -> list[tuple[Scenario, Scenario]]:
    return [
        (with_figures(base, f"{base.name}_{n}", values), with_figures(other, f"{other.name}_{n}", values))
        for n, values in enumerate(sets)
    ]


def _ratios(studies: Sequence[Study]) -> list[Interval]:
    """Ratio of each pair of studies, base then other."""
    hours = [handling_hours(study) for study in studies]
    return [ratio_of_means(hours[n], hours[n + 1]) for n in range(0, len(hours), 2)]


def _ends(
    names: Sequence[str], at_ends: Sequence[Interval], drawn: Sequence[Values], ratios: Sequence[float]
) -> tuple[Ends, ...]:
    return tuple(
        Ends(name, at_ends[2 * n], at_ends[2 * n + 1], _correlation([one[name] for one in drawn], ratios))
        for n, name in enumerate(names)
    )


def _correlation(drawn: Sequence[float], ratios: Sequence[float]) -> float | None:
    if len(ratios) < 3 or len(set(drawn)) == 1:
        return None
    found = float(stats.spearmanr(drawn, ratios).statistic)
    return None if np.isnan(found) else found
