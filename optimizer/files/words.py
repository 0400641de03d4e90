"""Kinds of values in the files of visits and crews."""

from datetime import datetime
from typing import Annotated, Any

import pandas as pd
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from domain.plan import VisitKey


def _instant(given: Any) -> datetime:
    """An instant in UTC; one without a zone could be anywhere."""
    try:
        instant = pd.Timestamp(given)
        assert instant.tzinfo is not None
        return instant.tz_convert("UTC").to_pydatetime()
    except (AssertionError, AttributeError, TypeError, ValueError, OverflowError) as error:
        rule = "must be an instant with its zone, such as 2026-03-02T08:00+08:00, got {came}"
        raise PydanticCustomError("instant", rule, {"came": repr(given)}) from error


Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Minutes = Annotated[float, Field(strict=True, ge=0, le=1e7, allow_inf_nan=False)]
Price = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
Pieces = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Word = Annotated[str, StringConstraints(strict=True, max_length=200)]
"""Text that may be blank: a region, a terrain, the name of a place."""


def timestamp(instant: datetime) -> pd.Timestamp:
    """An instant as the rest of the product has it."""
    return pd.Timestamp(instant).as_unit("us")


def key_of(text: str) -> VisitKey:
    """A visit told as "A-17/2", or as "A-17", its first."""
    application, slash, number = text.rpartition("/")
    return (application, int(number)) if slash and number.isdigit() else (text, 1)
