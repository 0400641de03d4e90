"""Weather, as far as it keeps drones on the ground."""

from typing import Annotated

from pydantic import Field

from scenarios.part import Part, Share

Months = Annotated[tuple[Share, ...], Field(min_length=12, max_length=12)]


class Weather(Part):
    """When nobody flies for wind, rain or fog; each region has weather of its own.

    A crew that flies sees what the weather is, and does not know when it will turn.

    Parameters
    ----------
    no_fly : share of the time in each month, from January, in which nobody flies.
    stretch_hours : how long the weather stays as it is before it is drawn anew, from a quarter of an hour.
    """

    no_fly: Months
    stretch_hours: Annotated[float, Field(strict=True, ge=0.25, le=744)]
