"""What there is to filter by."""

from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures

MOST_CHOICES = 200
"""A dimension with more values than this is no list to choose from."""


def choices(measures: Measures) -> dict[str, tuple[str, ...]]:
    """Give the dimensions of applications that tell at least two apart, each with its values.

    "unknown" is among them where some application has none. Where the log names no owners, the departments
    are those of the visits, as in `Filters`.
    """
    names = dict(measures.names[Unit.APPLICATIONS])
    worked = measures.names[Unit.VISITS].get("department")
    if not names["department"].known and worked is not None:
        names["department"] = worked
    offered = {
        name: coded.names if (coded.codes == len(coded.known)).any() else coded.known
        for name, coded in names.items()
    }
    return {name: values for name, values in offered.items() if 2 <= len(values) <= MOST_CHOICES}
