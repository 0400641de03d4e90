"""The sides of a comparison: the base and each variant, by what frames and files call them."""

from simulation.comparison import Comparison
from simulation.results import Study

BASE = "base"


def side(place: int) -> str:
    """What frames call the variant of a place, counted from 0: "variant_1"."""
    return f"variant_{place + 1}"


def sides(comparison: Comparison) -> dict[str, Study]:
    """Every side's study, the base first."""
    others = {side(place): study for place, study in enumerate(comparison.others)}
    return {BASE: comparison.base, **others}
