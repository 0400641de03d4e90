"""Answers to small what-ifs, worked out in this process: to start others takes longer than the runs."""

from scenarios import Scenario
from simulation.comparison import Comparison
from simulation.results import Study
from simulation.study import Run, summarise
from workbench.what_if import WhatIf


def answered(what_if: WhatIf) -> Comparison:
    """What `compared` gives of terminating scenarios."""
    base, *others = (_study(of, what_if) for of in (what_if.base(), *what_if.scenarios()))
    return Comparison(base, tuple(others))


def _study(of: Scenario, what_if: WhatIf) -> Study:
    runs = {n: summarise(Run(0, of, what_if.seed, n), lambda: False) for n in range(what_if.replications)}
    return Study(of.name, what_if.seed, what_if.replications, runs, of.horizon.warm_up_days)
