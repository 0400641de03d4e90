"""The base of every part of a scenario file: frozen, strict, and helpful about a key it does not know."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from domain.errors import nearest
from domain.holiday import must_be_country


def _known_country(code: str) -> str:
    must_be_country(code)
    return code


Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
"""An identifier a scenario defines: a stage, track, skill, region, department or group."""
Country = Annotated[Name, AfterValidator(_known_country)]
"""ISO 3166 code of a country whose public holidays are known."""
Text = Annotated[str, StringConstraints(strict=True, max_length=2000)]
Switch = Annotated[bool, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
"""A probability."""
Weight = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
"""A number that matters only beside its fellows, or a price: from 0."""
Positive = Annotated[float, Field(strict=True, gt=0, le=1e9, allow_inf_nan=False)]
Size = Annotated[int, Field(strict=True, ge=0, le=10_000)]
"""How many crews or people; none is legal, their work then waits and is shown waiting."""
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90)]
Longitude = Annotated[float, Field(strict=True, ge=-180, le=180)]


class Part(BaseModel):
    """A part of a scenario: a value that cannot change and knows its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _knows_its_keys(cls, given: Any) -> Any:
        """Name the nearest known key: pydantic's own message names only the stranger."""
        if not isinstance(given, Mapping):
            return given
        for key in given:
            if key not in cls.model_fields:
                hint = nearest(key, cls.model_fields) or f" (known: {', '.join(cls.model_fields)})"
                raise PydanticCustomError(
                    "unknown_key", "has an unknown key {key}{hint}", {"key": repr(key), "hint": hint}
                )
        return given


class Words(Part):
    """One text in the two languages of the product."""

    en: Text
    zh: Text = ""
