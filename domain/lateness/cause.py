"""What the time of an application goes to, as far as it explains a broken promise."""

from enum import StrEnum


class Cause(StrEnum):
    """Causes of lateness.

    Where several are under way at once, the first of this order has the instant: an application that somebody
    works on does not wait, whatever else of it stands still.
    """

    WORK = "work"
    """Somebody works on it, for the first time at this stage; keying papers in again is such work too."""
    TRAVEL = "travel"
    """Somebody is on the way to it."""
    REWORK = "rework"
    """A stage is visited again: all of that visit, its waiting included."""
    CUSTOMER = "customer"
    """The customer's turn: holds whose cause begins with "customer", and appointments missed or moved."""
    COORDINATION = "coordination"
    """It waits for others in the house: any other hold, such as a hand-over, a decision or a permit."""
    QUEUE = "queue"
    """It waits while somebody able is on duty, who is busy with other work."""
    ROSTER = "roster"
    """It waits while nobody able is on duty."""
    NOT_RECORDED = "not_recorded"
    """The log does not tell: no work recorded between start and completion, no duty of anybody able, no
    visit."""


CAUSES: tuple[str, ...] = tuple(Cause)
"""Names of the causes, in the order of the columns of `Lateness.parts`."""
