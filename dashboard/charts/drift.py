"""Whether a model still fits: what was said and came by month, and how far features have moved."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import (
    GREY,
    HEIGHT,
    Chart,
    categories,
    legend,
    local,
    rows_of,
    shares,
    time_axis,
    wrapped,
)
from dashboard.words import name, t
from dashboard.words.reasons import feature
from models.drift import LARGE

_ROW, _FOOT, _LABEL_WIDTH = 32, 80, 30
MEASURES = ("risk", "p90")


def months(frame: pd.DataFrame, zone: str) -> Chart:
    """Draw the share that came by month with its 95 % interval, beside what was said.

    Parameters
    ----------
    frame : `months` of `models.drift.Drift`.
    """
    words = [name(one, "monitored") for one in MEASURES]
    shapes = [t("said"), t("came")]
    below, more = legend(words, columns=1)
    shown = frame.assign(
        month=local(frame["month"], zone), of=[name(one, "monitored") for one in frame["measure"]]
    )
    base = alt.Chart(shown).encode(
        x=time_axis("month", "month"),
        color=alt.Color("of:N", scale=categories(words), title=None, legend=below),
        tooltip=[
            alt.Tooltip("of:N", title=t("Measure")),
            alt.Tooltip("said:Q", title=shapes[0], format=".1%"),
            alt.Tooltip("came:Q", title=shapes[1], format=".1%"),
            alt.Tooltip("n:Q", title=t("Applications"), format=","),
        ],
    )
    y = alt.Y("came:Q", title=t("Share"), axis=alt.Axis(format="%"), scale=shares())
    whisker = base.mark_rule(strokeWidth=2).encode(y=alt.Y("low:Q", title=t("Share")), y2="high:Q")
    came = base.mark_point(filled=True, size=80, opacity=1).encode(y=y)
    said = base.mark_tick(thickness=3, size=34, orient="horizontal").encode(y="said:Q")
    whole = alt.layer(whisker, came, said)
    return whole.properties(height=HEIGHT + more)


def features(frame: pd.DataFrame) -> Chart:
    """Draw the population stability index of some features, with the mark of an alert.

    Parameters
    ----------
    frame : rows of `features` of `models.drift.Drift`, the largest first.
    """
    # Teal, then amber: an alert is what warns.
    usual, alert = words = [t("as usual"), t("alert")]
    said = [wrapped(feature(column), _LABEL_WIDTH) for column in frame["column"]]
    shown = frame.assign(said=said, state=[alert if told else usual for told in frame["alert"]])
    below, more = legend(words)
    title = t("Population stability index")
    bars = (
        alt.Chart(shown)
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("index:Q", title=title, axis=alt.Axis(tickCount=5)),
            y=rows_of(said),
            color=alt.Color("state:N", scale=categories(words), title=None, legend=below),
            tooltip=[
                alt.Tooltip("said:N", title=t("Feature")),
                alt.Tooltip("index:Q", title=title, format=".2f"),
                alt.Tooltip("by_chance:Q", title=t("By chance at most"), format=".2f"),
            ],
        )
    )
    rule = alt.Chart(pd.DataFrame({"large": [LARGE]})).mark_rule(strokeDash=[4, 3], color=GREY)
    whole = alt.layer(bars, rule.encode(x="large:Q"))
    return whole.properties(height=_ROW * len(shown) + _FOOT + more)
