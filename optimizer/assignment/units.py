"""Money in the whole numbers that CP-SAT counts in."""

from math import ceil, floor

from optimizer.arrays import HOUR

UNITS = HOUR * 1_000
"""Units of cost in a CNY: a price for an hour, to the thousandth, is a whole number of them for a tick."""


def units(cny: float) -> int:
    """Units of a price, rounded down: what is priced too low leaves a bound true."""
    return floor(cny * UNITS * (1 + 1e-12))


def units_above(cny: float) -> int:
    """Units of what a plan may cost, rounded up."""
    return ceil(cny * UNITS)


def cny(amount: float) -> float:
    """CNY of units."""
    return amount / UNITS
