"""Amounts of a KPI's unit, with values and differences of one figure in the same unit."""

from dataclasses import dataclass

from dashboard.words.catalogue import t
from dashboard.words.formats import NONE, best_unit, number, unit_name


@dataclass(frozen=True)
class Amounts:
    """How the amounts of one figure are written.

    Attributes
    ----------
    factor : what a value is multiplied by before it is written.
    digits : decimals at most.
    suffix, apart : what follows a value, and what follows a difference of two values.
    """

    factor: float
    digits: int
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
        written = number(abs(value) * self.factor, self.digits)
        return f"{_sign(value) if any(c in written for c in '123456789') else ''}{written}"


def amounts(unit: str, largest: float) -> Amounts:
    """Choose how a figure is written.

    Parameters
    ----------
    unit : of a KPI: "hours", "share", "CNY", "cases", "cases/day".
    largest : the largest value to be written; durations take the unit that suits it.
    """
    if unit == "hours":
        best, factor = best_unit(largest)
        return Amounts(factor, 1, f" {unit_name(best)}", f" {unit_name(best)}")
    if unit == "share":
        return Amounts(100.0, 1, "%", f" {t('points')}")
    digits = 0 if largest >= 1000 else 1
    suffix = {"CNY": f" {t('CNY')}", "cases": "", "cases/day": f" {t('a day')}"}.get(unit, f" {unit}")
    return Amounts(1.0, digits, suffix, suffix)


def _sign(value: float) -> str:
    return "+" if value > 0 else "−"
