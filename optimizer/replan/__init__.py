"""Planning again when the day does not go as planned."""

from optimizer.replan.happening import Absent, Away, Emergency, Happening, Overrun
from optimizer.replan.replan import Moved, Replanned, replan
from optimizer.replan.standing import standing

__all__ = [
    "Absent",
    "Away",
    "Emergency",
    "Happening",
    "Moved",
    "Overrun",
    "Replanned",
    "replan",
    "standing",
]
