"""What all charts share. Colours come from the theme: the browser puts in those of light or dark."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.words import t
from dashboard.words.formats import unit_name

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
HEIGHT, _LEGEND_ROW, _LEGEND_COLUMNS = 270, 24, 2
LABEL_LIMIT = 180
GREY = "#8a8f98"
"""Of what only helps to read a chart; seen on light and on dark ground."""
WRITTEN_LINES = "split(datum.label, '\\n')"
"""Labels of an axis as `wrapped` broke them."""


def categories(domain: Sequence[str]) -> alt.Scale:
    """Colours of the theme for these values, in this order, whichever of them occur."""
    return alt.Scale(domain=list(domain), range="category")


def one_colour() -> alt.Color:
    """The theme's first colour, for the column `one`: a mark without one is black, on dark ground too."""
    return alt.Color("one:N", scale=categories([""]), legend=None)


def shares() -> alt.Scale:
    """From nothing to all."""
    return alt.Scale(domain=[0, 1])


def rows_of(order: Sequence[str]) -> alt.Y:
    """A row for each of these names, wrapped, in this order; the names are in the column `said`."""
    axis = alt.Axis(
        labelExpr=WRITTEN_LINES,
        labelLimit=LABEL_LIMIT,
        labelPadding=6,
        labelOverlap=False,
        ticks=False,
        domain=False,
    )
    return alt.Y("said:N", sort=list(order), title=None, axis=axis)


def legend(entries: Sequence[str], columns: int = _LEGEND_COLUMNS) -> tuple[alt.Legend, int]:
    """Make a legend of these entries, without a title, below a chart and narrow enough for a phone.

    Returns
    -------
    The legend, and the height to add to that of the chart.
    """
    rows = -(-len(entries) // columns)
    below = alt.Legend(
        orient="bottom",
        columns=columns,
        labelLimit=LABEL_LIMIT,
        symbolType="square",
        offset=6,
        # Streamlit's theme makes an empty title of none, which takes the room of a line.
        titleFontSize=0,
        titlePadding=0,
        values=list(entries),
    )
    return below, rows * _LEGEND_ROW


def hours_axis(values: "pd.Series[float]") -> tuple[str, float]:
    """Choose the unit of an axis of durations given in hours: its name, and what to multiply by."""
    longest = values.max()
    if pd.isna(longest) or longest >= 1:
        unit, factor = ("days", 1 / 24) if longest >= 72 else ("hours", 1.0)
    else:
        unit, factor = "minutes", 60.0
    return unit_name(unit), factor


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Break a text into lines of a width in Latin letters (a Chinese one takes two), the last one cut.

    Words are kept whole where they fit.
    """
    parts = [""]
    for piece in _PIECES.findall(text):
        if parts[-1] and _room(parts[-1] + piece.rstrip()) > width:
            parts.append("")
        parts[-1] += piece if parts[-1] else piece.lstrip()
    kept = [part.rstrip() for part in parts[:lines]]
    if len(parts) > lines:
        kept[-1] += "…"
    return "\n".join(kept)


def _room(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


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
    # No two ticks within one bin: they would carry the same date.
    axis = alt.Axis(format=form, labelOverlap=True, tickCount=8, tickMinStep=BIN_DAYS[freq] * DAY_MS)
    return alt.X(f"{column}:T", title=_AXIS[freq](), axis=axis)


DAY_MS = 86_400_000
BIN_DAYS: Mapping[str, float] = {"hour": 1 / 24, "day": 1, "week": 7, "month": 28}

_PIECES = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]*\s*")
"""Where a line may break: after a Chinese letter, after a Latin word."""

_AXIS: Mapping[str, Callable[[], str]] = {
    "hour": lambda: t("Time, by the hour"),
    "day": lambda: t("Date, by the day"),
    "week": lambda: t("Date, by the week"),
    "month": lambda: t("Month"),
}
