"""A figure: one number of a KPI with its interval, its n and its unit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What a KPI says about one group.

    Attributes
    ----------
    name : of the KPI.
    group : "all", or the group by its dimensions: "stage=survey,region=north".
    mean : the number: a mean, a share, a quantile or a count as the KPI states; None where n is 0 and nothing
        is known (a count of nothing is 0).
    low, high : interval that covers the underlying value with 95 % confidence; None where there is none.
    n : how many things the number rests on.
    unit : "cases", "cases/day", "hours", "share" (0 to 1), "score" (1 to 5) or "CNY".
    """

    name: str
    group: str
    mean: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
