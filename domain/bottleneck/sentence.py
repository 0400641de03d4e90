"""A bottleneck in one sentence with its evidence, for a terminal."""

from domain.bottleneck.find import Bottleneck
from domain.bottleneck.repeated import Agreement


def sentence(found: Agreement) -> str:
    """Say what the replications show."""
    if found.bottleneck is None:
        return (
            "No bottleneck is shown: no pool stands out that is busy or grows, and for which much work waits."
        )
    return f"{_said(found.bottleneck)}{_often(found)}."


def _said(one: Bottleneck) -> str:
    who = ", ".join(part for part in (one.department, one.skill, one.region) if part) or "nobody known"
    busy = (
        "nobody able on duty"
        if one.utilisation is None
        else f"busy for {one.utilisation:.0%} of the time on duty"
    )
    grown = f"; {one.growth:+.1f} visits waiting at the end against the beginning"
    return (
        f"Bottleneck: {who}, at {one.stage}: {one.share:.0%} of all waiting, {one.hours:,.0f} h, {busy}"
        f"{grown if abs(one.growth) >= 1 else ''}"
    )


def _often(found: Agreement) -> str:
    return f" (in {found.times} of {found.of} runs)" if found.of > 1 else ""
