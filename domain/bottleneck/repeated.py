"""A bottleneck over replications: it is one if most of them show the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from domain.bottleneck.find import Bottleneck


@dataclass(frozen=True)
class Agreement:
    """What replications show together.

    Attributes
    ----------
    bottleneck : the one named by more than half of them, its figures the means over those; None where there
        is none.
    times, of : how many named it (or, where there is none, how many named none), of how many.
    """

    bottleneck: Bottleneck | None
    times: int
    of: int


def agreement(found: Sequence[Bottleneck | None]) -> Agreement:
    """What bottlenecks of replications, None where one shows none, have in common."""
    named = [one for one in found if one is not None]
    pool, times = Counter(one.pool for one in named).most_common(1)[0] if named else (None, 0)
    if times * 2 <= len(found):
        return Agreement(None, len(found) - len(named), len(found))
    return Agreement(_mean([one for one in named if one.pool == pool]), times, len(found))


def _mean(same: Sequence[Bottleneck]) -> Bottleneck:
    busy = [one.utilisation for one in same if one.utilisation is not None]
    return replace(
        same[0],
        stage=Counter(one.stage for one in same).most_common(1)[0][0],
        share=fmean(one.share for one in same),
        utilisation=fmean(busy) if busy else None,
        hours=fmean(one.hours for one in same),
        growth=fmean(one.growth for one in same),
    )
