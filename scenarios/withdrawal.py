"""Customers who think better of it."""

from scenarios.duration import Duration
from scenarios.part import Name, Part, Share


class Withdrawal(Part):
    """Withdrawals of the customers of a track, as far as their application is still open then.

    Parameters
    ----------
    share : of the customers who would withdraw if it took long enough.
    after : how long after they applied.
    before : a stage; who has come to it does not withdraw any more. None: until the end.
    """

    share: Share
    after: Duration
    before: Name | None = None
