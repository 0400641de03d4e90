"""Amounts of a KPI's unit, with values and differences of one figure in the same unit."""

from dataclasses import dataclass, replace
from math import floor, log10

from dashboard.words.catalogue import t
from dashboard.words.formats import NONE, best_unit, number, unit_name

FINEST = 4
"""Decimals of a difference at most."""


@dataclass(frozen=True)
class Amounts:
    """How the amounts of one figure are written.

    Attributes
    ----------
    factor : what a value is multiplied by before it is written.
    digits : decimals at most of a value.
    fine : decimals at most of a difference.
    suffix, apart : what follows a value, and what follows a difference of two values.
    """

    factor: float
    digits: int
    fine: int
    suffix: str
    apart: str

    def value(self, value: float | None) -> str:
        """Write a value with its unit."""
        return NONE if value is None else f"{number(value * self.factor, self.digits)}{self.suffix}"

    def difference(self, value: float | None) -> str:
        """Write a difference with sign and unit."""
        return NONE if value is None else f"{self.bare(value)}{self.apart}"

    def bare(self, value: float | None) -> str:
        """Write a difference with its sign, without unit."""
        if value is None:
            return NONE
        written = number(abs(value) * self.factor, self.fine)
        return f"{_sign(value) if any(c in written for c in '123456789') else ''}{written}"


def amounts(unit: str, largest: float, interval: tuple[float | None, float | None] = (None, None)) -> Amounts:
    """Choose how a figure is written.

    Parameters
    ----------
    unit : of a KPI: "hours", "share", "score", "CNY", "cases", "cases/day".
    largest : the largest value to be written; durations take the unit that suits it.
    interval : of the difference: it keeps two digits of its end next to 0 where it leaves 0 out, lest it be
        written as if it ended there, and of the far end where it does not; `FINEST` decimals at most.
    """
    coarse, (low, high) = _coarse(unit, largest), interval
    if not low or not high:
        return coarse
    ends = abs(low * coarse.factor), abs(high * coarse.factor)
    return replace(coarse, fine=max(coarse.digits, _decimals(min(ends) if low * high > 0 else max(ends))))


def _coarse(unit: str, largest: float) -> Amounts:
    if unit == "hours":
        best, factor = best_unit(largest)
        return Amounts(factor, 1, 1, f" {unit_name(best)}", f" {unit_name(best)}")
    if unit == "share":
        return Amounts(100.0, 1, 1, "%", f" {t('pp')}")
    if unit == "score":
        return Amounts(1.0, 2, 2, "", "")
    digits = 0 if largest >= 1000 else 1
    suffix = {"CNY": f" {t('CNY')}", "cases": "", "cases/day": f" {t('a day')}"}.get(unit, f" {unit}")
    return Amounts(1.0, digits, digits, suffix, suffix)


def _decimals(number: float) -> int:
    """Decimals that leave two digits of a number."""
    return min(1 - floor(log10(number)), FINEST)


def _sign(value: float) -> str:
    return "+" if value > 0 else "−"
