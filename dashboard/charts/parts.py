"""What all charts share. Colours come from the theme: the browser puts in those of light or dark."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard.words.formats import unit_name

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
HEIGHT = 280
LABEL_LIMIT = 220


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
