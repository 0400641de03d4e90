"""What a change of the service would do to satisfaction: the twin's answer, a cause and no association.

Base and variants meet the same customers, with the same leanings and the same luck in answering; whatever
differs in what they say, the change caused. So "answered within 12 hours instead of 30" is asked as the
change that brings it about, more people at a desk or a lever; the waiting it leads to is told as well.
"""

from simulation.comparison import Comparison, Difference
from simulation.pool import Stop
from simulation.study import Groups, Progress, compare, growing
from workbench.what_if import WhatIf

SCORE, WAITING = "satisfaction_mean", "waiting_time"
ASKED: Groups = (((SCORE,), ("dimension",)), ((SCORE,), ("stage",)), (("dissatisfied_share",), ()))
"""Figures beyond those of every study; it has mean satisfaction and the waiting of each stage anyhow."""


def satisfaction_compared(
    what_if: WhatIf, workers: int, progress: Progress | None = None, stop: Stop | None = None
) -> Comparison:
    """Run base and variants with the same customers, the verdict planned for mean satisfaction.

    Parameters
    ----------
    workers, stop : see `simulation.study.growing`.
    progress : told (finished, planned) after each run.
    """
    runs = (what_if.replications, what_if.seed, workers, SCORE)
    return compare(growing(what_if.base(), what_if.scenarios(), *runs, stop=stop, more=ASKED), progress)


def satisfaction_of(comparison: Comparison, variant: int = 0) -> list[Difference]:
    """Differences that concern satisfaction: scores of all, by dimension and by stage, and the waiting.

    Parameters
    ----------
    variant : counted from 0.
    """
    told = (SCORE, "dissatisfied_share", WAITING)
    found = [one for one in comparison.differences(variant) if one.name in told]
    return sorted(found, key=lambda one: (told.index(one.name), _breadth(one.group)))


def _breadth(group: str) -> int:
    """All first, then dimensions, then stages."""
    return ("all", "dimension", "stage").index(group.partition("=")[0])
