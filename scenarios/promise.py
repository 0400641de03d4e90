"""Promises of a scenario, in the words of `domain.service_level`."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from domain.service_level import ServiceLevel
from scenarios.part import Name, Part, Text


class Promise(Part):
    """A service level.

    Parameters
    ----------
    limit : such as "48 h elapsed from acceptance.enabled to application.finished".
    label : language ("en", "zh") -> what people read.
    standing : demanded by a rule, or promised by the company.
    source : the regulation or document that says so.
    effective_from : first local day on which it holds.
    applies_to : attribute of an application, such as track -> values.
    """

    limit: Text
    label: dict[Name, Text] = Field(default_factory=dict)
    standing: Literal["statutory", "promised"] = "promised"
    source: Text = ""
    effective_from: date | None = None
    applies_to: dict[Name, tuple[Name, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _reads(self) -> Self:
        self.service_level("?")
        return self

    def service_level(self, name: str) -> ServiceLevel:
        """The promise under its name.

        Raises
        ------
        InputError : the limit or another value breaks its grammar.
        """
        given = {key: value for key, value in self.model_dump().items() if value is not None}
        return ServiceLevel.from_mapping(name, given)
