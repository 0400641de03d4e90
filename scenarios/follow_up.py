"""What is done for an application once it is finished."""

from scenarios.duration import Duration
from scenarios.part import Name, Part


class FollowUp(Part):
    """A stage that every finished application of a track comes to some time later, such as a call-back.

    The application stays finished: the stage is no part of its cycle time.

    Parameters
    ----------
    stage : that it comes to; no part of the procedure.
    after : how long after the end.
    """

    stage: Name
    after: Duration
