"""What all charts share. Colours come from the theme: the browser puts in those of light or dark."""

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.words import t
from dashboard.words.formats import unit_name

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
HEIGHT = 280
LABEL_LIMIT = 180


def categories(domain: Sequence[str]) -> alt.Scale:
    """Colours of the theme for these values, in this order, whichever of them occur."""
    return alt.Scale(domain=list(domain), range="category")


def hours_axis(values: "pd.Series[float]") -> tuple[str, float]:
    """Choose the unit of an axis of durations given in hours: its name, and what to multiply by."""
    longest = values.max()
    if pd.isna(longest) or longest >= 1:
        unit, factor = ("days", 1 / 24) if longest >= 72 else ("hours", 1.0)
    else:
        unit, factor = "minutes", 60.0
    return unit_name(unit), factor


def local(instants: "pd.Series[pd.Timestamp]", zone: str) -> "pd.Series[pd.Timestamp]":
    """Clock time in a zone, without the zone: Vega would otherwise show the browser's own."""
    return instants.dt.tz_convert(zone).dt.tz_localize(None)


def time_axis(column: str, freq: str) -> alt.X:
    """Time axis whose title says how wide a bin is.

    Parameters
    ----------
    freq : width of a bin; hours are shown as such only where the bins are that fine.
    """
    form = t("%d %b %H:%M") if freq == "hour" else t("%b %Y") if freq == "month" else t("%d %b")
    return alt.X(f"{column}:T", title=_AXIS[freq](), axis=alt.Axis(format=form, labelOverlap=True))


_AXIS: Mapping[str, Callable[[], str]] = {
    "hour": lambda: t("Time, by the hour"),
    "day": lambda: t("Date, by the day"),
    "week": lambda: t("Date, by the week"),
    "month": lambda: t("Month"),
}
