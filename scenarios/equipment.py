"""What crews work with, and how often it fails."""

from typing import Annotated

from pydantic import Field

from scenarios.duration import Duration
from scenarios.part import Part


class Equipment(Part):
    """The vehicle and tools of a crew with some skill, as far as it cannot work without them.

    A crew is not on duty while they are repaired. Failures come without memory and are foreseen by nobody.

    Parameters
    ----------
    hours_between_failures : mean hours of duty from a repair, or the start of the run, to the next failure.
    repair : how long until the crew has them back, in elapsed time.
    """

    hours_between_failures: Annotated[float, Field(strict=True, ge=1, le=1e6)]
    repair: Duration
