"""Tracks: kinds of flow, each with its procedure, its customers and what it does differently at a stage."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.part import Name, Part, Weight
from scenarios.stage import Stage
from scenarios.withdrawal import Withdrawal


class Track(Part):
    """A kind of flow and the customers who take it.

    Parameters
    ----------
    category : customer category, recorded with each application.
    owner : department that owns the case from the first contact to the end.
    priority : among work that waits, a lower number is taken first.
    capacity_kw : least and greatest capacity asked for, kW; customers are spread evenly between.
    channels : channel -> relative weight.
    procedure : process tree of its stages, as `domain.procedure_mapping` reads it; the probability of a
        loop may be left out, and is then that of the outcomes of the stage that closes it.
    stages : stages in which this track differs from the scenario's `stages`, each given whole.
    withdrawal : customers who withdraw on the way; absent: nobody does.
    """

    category: Name
    owner: Name
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
    capacity_kw: tuple[Weight, Weight]
    channels: Annotated[dict[Name, Weight], Field(min_length=1)]
    procedure: Any
    stages: dict[Name, Stage] = Field(default_factory=dict)
    withdrawal: Withdrawal | None = None

    @model_validator(mode="after")
    def _has_customers(self) -> Self:
        if self.capacity_kw[0] > self.capacity_kw[1]:
            raise InputError(
                f"capacity_kw must not fall, got {self.capacity_kw[0]:g}, {self.capacity_kw[1]:g}"
            )
        if not sum(self.channels.values()) > 0:
            raise InputError("channels must hold a weight greater than 0, got only zeros")
        return self
