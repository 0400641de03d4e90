"""Short runs of every scenario of the library, quick enough to be repeated by a test."""

from scenarios import Scenario, library, load
from simulation.study import Run, summarise
from workbench.figures import ALL, CYCLE_TIME, ON_TIME
from workbench.study_tables import NONE, markdown

DAYS, WARM_UP_DAYS, SEED = 3, 7, 1
SCALE = 0.1


def table_of_check() -> str:
    """Figures of one short run of each scenario: three days after seven, a tenth of the demand, seed 1."""
    return markdown(
        ("scenario", "stage visits", "mean handling time (h)", "promises kept"),
        [_row(load(entry.name)) for entry in library()],
    )


def _row(scenario: Scenario) -> list[str]:
    varied = scenario.vary(days=DAYS, demand_scale=SCALE)
    horizon = varied.horizon.model_copy(update={"warm_up_days": WARM_UP_DAYS})
    found = summarise(Run(0, varied.model_copy(update={"horizon": horizon}), SEED, 0), lambda: False)
    figures = {one.name: one.mean for one in found.figures if one.group == ALL}
    told = [NONE if figures.get(name) is None else f"{figures[name]:.6g}" for name in (CYCLE_TIME, ON_TIME)]
    return [f"`{scenario.name}`", f"{found.visits:,}", *told]
