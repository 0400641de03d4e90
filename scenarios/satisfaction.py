"""Satisfaction surveys: who answers, and how what they lived through moves their answers."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.duration import Duration
from scenarios.part import Name, Part, Share

Coefficient = Annotated[float, Field(strict=True, ge=-20, le=20, allow_inf_nan=False)]
Spread = Annotated[float, Field(strict=True, ge=0, le=20, allow_inf_nan=False)]


class Opinion(Part):
    """How one side of the service is seen: log-odds by which each experience moves the answer.

    Parameters
    ----------
    base : of a customer with no such experience; the higher, the better the answer.
    waiting : for each doubling of 1 + the hours waited at the stage.
    late, rework, appointment, unanswered : where a promise had been missed by then, the stage was done again,
        an appointment had been missed or moved, or an enquiry or complaint was still unanswered.
    """

    base: Coefficient = 0.0
    waiting: Coefficient = 0.0
    late: Coefficient = 0.0
    rework: Coefficient = 0.0
    appointment: Coefficient = 0.0
    unanswered: Coefficient = 0.0


class Satisfaction(Part):
    """A survey after every stage, answered by a proportional-odds model (see `simulation.surveys`).

    Parameters
    ----------
    response_rate : share of surveys that are answered.
    delay : from the end of the stage to the answer.
    cutpoints : four rising log-odds that divide the scores 1 to 5.
    spread : standard deviation of the customers' own leanings, which each keeps through all answers.
    dimensions : what is asked about, such as attitude.
    """

    response_rate: Share
    delay: Duration
    cutpoints: tuple[Coefficient, Coefficient, Coefficient, Coefficient]
    spread: Spread
    dimensions: Annotated[dict[Name, Opinion], Field(min_length=1)]

    @model_validator(mode="after")
    def _cutpoints_rise(self) -> Self:
        if any(low >= high for low, high in zip(self.cutpoints, self.cutpoints[1:], strict=False)):
            raise InputError(f"cutpoints must rise, got {', '.join(f'{cut:g}' for cut in self.cutpoints)}")
        return self
