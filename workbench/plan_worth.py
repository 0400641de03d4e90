"""What one more crew of each kind is worth to a plan."""

from collections.abc import Callable

import pandas as pd

from optimizer.marginal import marginal_values
from workbench.crew_plan import Planned
from workbench.plan_changes import is_tie


def worth(found: Planned, progress: Callable[[int, int], bool] | None = None) -> pd.DataFrame:
    """What one more crew-hour of each region and set of skills would save.

    Parameters
    ----------
    progress : is told before each kind of crew how many are done, of how many; False ends it.

    Returns
    -------
    As `optimizer.marginal.marginal_values`, with skills as a tuple of the scenario's own words. A crew that
    visits are kept with by hand counts as one of its kind: the kind is worth what the best of them is.
    """
    values = marginal_values(found.plan, found.problem, progress=progress)
    plain = values.assign(skills=values["skills"].map(_plain))
    crews = plain.groupby(["region", "skills"])["crews"].transform("sum")
    best = plain.assign(crews=crews).sort_values("saves_per_hour", ascending=False, kind="stable")
    return best.drop_duplicates(["region", "skills"]).sort_index().reset_index(drop=True)


def _plain(skills: str) -> tuple[str, ...]:
    """Skills without the region that crews of a plan stay in."""
    return tuple(skill.rpartition("/")[2] for skill in skills.split(", ") if skill and not is_tie(skill))
