"""What inexperienced crews take longer for and get wrong more often."""

from typing import Annotated

from pydantic import Field

from scenarios.part import Name, Part, Share

Pace = Annotated[float, Field(strict=True, ge=1, le=10)]
Errors = Annotated[float, Field(strict=True, ge=1, le=100)]


class Aid(Part):
    """Something that brings novices nearer to experienced crews, such as training.

    Parameters
    ----------
    pace, errors : share of the gap that it closes; of several, each closes its share of what is left.
    """

    pace: Share = 0.0
    errors: Share = 0.0


class Experience(Part):
    """How novices differ from experienced crews.

    Parameters
    ----------
    pace : factor on the working time of their visits, from 1.
    errors : factor on the probability of each outcome but success that comes of their work, from 1.
    aids : what closes the gap.
    """

    pace: Pace = 1.0
    errors: Errors = 1.0
    aids: dict[Name, Aid] = Field(default_factory=dict)

    @property
    def novice_pace(self) -> float:
        """The factor on working time, with all aids."""
        left = self.pace - 1
        for aid in self.aids.values():
            left *= 1 - aid.pace
        return 1 + left

    @property
    def novice_errors(self) -> float:
        """The factor on errors, with all aids."""
        left = self.errors - 1
        for aid in self.aids.values():
            left *= 1 - aid.errors
        return 1 + left
