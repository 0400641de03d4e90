"""How promises were kept over time."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import HEIGHT, Chart, local, shares, time_axis
from dashboard.words import t

_FEW_BINS, _FOOT = 16, 0.04


def on_time(frame: pd.DataFrame, zone: str, freq: str) -> Chart:
    """Draw the share of deadlines met, with its 95 % Wilson band and the number of deadlines.

    Parameters
    ----------
    frame : start (instant), share, low, high (NaN where n is 0), n, late.
    zone : IANA zone of the time axis.
    freq : width of a bin: "hour", "day", "week" or "month".
    """
    known = frame[frame["n"] > 0]
    base = alt.Chart(known.assign(start=local(known["start"], zone))).encode(
        x=time_axis("start", freq), tooltip=_tips()
    )
    share = alt.Y("share:Q", title=t("Met on time (%)"), axis=alt.Axis(format="%"), scale=shares())
    band = base.mark_area(opacity=0.2).encode(y=alt.Y("low:Q", title=t("Met on time (%)")), y2="high:Q")
    line = base.mark_line(strokeWidth=1.5).encode(y=share)
    size = alt.Size("n:Q", scale=alt.Scale(range=[15, 140]), legend=None)
    points = base.mark_point(filled=True, opacity=0.9).encode(y=share, size=size)
    counts = base.mark_text(fontSize=10, opacity=0.8).encode(y=alt.datum(_FOOT), text=alt.Text("n:Q"))
    layers = [band, line, points, *([counts] if len(known) <= _FEW_BINS else [])]
    whole = alt.layer(*layers)
    return whole.properties(height=HEIGHT)


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("start:T", title=t("Time"), format="%Y-%m-%d %H:%M"),
        alt.Tooltip("share:Q", title=t("Met on time"), format=".1%"),
        alt.Tooltip("low:Q", title=t("95 % interval from"), format=".1%"),
        alt.Tooltip("high:Q", title=t("95 % interval to"), format=".1%"),
        alt.Tooltip("n:Q", title=t("Deadlines due"), format=","),
        alt.Tooltip("late:Q", title=t("of them late"), format=","),
    ]
