"""The tables of results: long runs of every scenario, of the levers and of the priors."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from domain.bottleneck import sentence
from scenarios import library, load
from simulation.results import Study, mean_of
from simulation.study import replicate
from workbench.figures import ALL, ON_TIME
from workbench.levers import contributions
from workbench.model_document.document import versions
from workbench.priors import robustness
from workbench.study_tables import interval, markdown, table_of_levers, table_of_priors

Progress = Callable[[int, int], None]
BASE, OTHER = "traditional", "one_stop"


@dataclass(frozen=True)
class Effort:
    """How long the runs may be.

    Attributes
    ----------
    replications : of every scenario, and of every lever.
    samples, sample_replications : sets of figures drawn from the priors, and runs of each.
    """

    replications: int = 10
    samples: int = 40
    sample_replications: int = 3
    seed: int = 1
    days: int | None = None


def results(effort: Effort, workers: int, progress: Progress | None = None) -> dict[str, str]:
    """Run everything; gives each section's text by its name."""
    base, other = (load(name).vary(days=effort.days) for name in (BASE, OTHER))
    levers = contributions(base, effort.replications, effort.seed, workers, progress)
    priors = robustness(
        base, other, effort.samples, effort.sample_replications, effort.seed, workers, progress
    )
    return {
        "effort": _said(effort, base.horizon.days),
        "versions": versions(),
        "promises": _promises(effort, workers, progress),
        "levers": table_of_levers(levers),
        "priors-results": table_of_priors(priors, base.priors),
    }


def _said(effort: Effort, days: int) -> str:
    return (
        f"Seed {effort.seed}; {effort.replications} replications of each scenario and lever, {days} days "
        f"measured where not said otherwise; {effort.samples} samples of the priors with "
        f"{effort.sample_replications} replications of each of the two scenarios."
    )


def _promises(effort: Effort, workers: int, progress: Progress | None) -> str:
    rows = []
    for entry in library():
        scenario = load(entry.name).vary(days=effort.days)
        rows += _rows(replicate(scenario, effort.replications, effort.seed, workers, progress))
    return markdown(("scenario", "promise", "kept (%)", "replications"), rows)


def _rows(study: Study) -> list[list[str]]:
    """Promises kept, by promise, and the bottleneck."""
    rows = [
        [
            f"`{study.scenario}`",
            group.removeprefix("service_level="),
            interval(mean_of(name, values), "{:.1f}", 100),
            str(int((~np.isnan(values)).sum())),
        ]
        for (name, group), values in study.values().items()
        if name == ON_TIME and (group == ALL or group.startswith("service_level="))
    ]
    return [*rows, [f"`{study.scenario}`", sentence(study.bottleneck()), "", ""]]
