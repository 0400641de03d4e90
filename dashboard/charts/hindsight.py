"""What a model said of the last part of a log: how it came, how soon the late were told, what alarms cost."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard.charts.parts import GREY, HEIGHT, Chart, categories, legend, one_colour, shares
from dashboard.words import name, t

LISTS = ("risk_above_threshold", "risk", "earliest_deadline", "oldest_first")
"""In the order of their colours, those of the model first."""

_DASHES = ((1, 0), (6, 3), (2, 3), (8, 3, 2, 3))


def calibration(frame: pd.DataFrame) -> Chart:
    """Draw what was said against what came, with its 95 % interval and the number of promises.

    Parameters
    ----------
    frame : of `models.hindsight.Hindsight.calibration`.
    """
    said = alt.X("said:Q", title=t("Risk said"), axis=_percent(), scale=shares())
    tips = [
        alt.Tooltip("said:Q", title=t("Risk said"), format=".1%"),
        alt.Tooltip("came:Q", title=t("Missed"), format=".1%"),
        alt.Tooltip("low:Q", title=t("95 % interval from"), format=".1%"),
        alt.Tooltip("high:Q", title=t("95 % interval to"), format=".1%"),
        alt.Tooltip("n:Q", title=t("Promises"), format=","),
        alt.Tooltip("rule:Q", title=t("Rate of the type"), format=".1%"),
    ]
    base = alt.Chart(frame.assign(one="")).encode(x=said, color=one_colour(), tooltip=tips)
    came = alt.Y("came:Q", title=t("Missed in the end"), axis=_percent(), scale=shares())
    whisker = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        y=alt.Y("low:Q", title=t("Missed in the end")), y2="high:Q"
    )
    point = base.mark_point(filled=True, size=70, opacity=1).encode(y=came)
    whole = alt.layer(_diagonal(), whisker, point)
    return whole.properties(height=HEIGHT)


def told_ahead(frame: pd.DataFrame) -> Chart:
    """Draw the share of late promises that were looked at so long before their deadline.

    Parameters
    ----------
    frame : of `models.hourly_lists.told_ahead`.
    """
    title = t("Hours before the deadline")
    x = alt.X("hours_before:Q", title=title, scale=alt.Scale(reverse=True, nice=False))
    y = alt.Y("share:Q", title=t("Late ones looked at by then"), axis=_percent(), scale=shares())
    tips = [
        alt.Tooltip("said:N", title=t("List")),
        alt.Tooltip("hours_before:Q", title=title, format=".1f"),
        alt.Tooltip("share:Q", title=t("Looked at by then"), format=".0%"),
        alt.Tooltip("n:Q", title=t("Late promises"), format=","),
    ]
    return _by_list(frame, x, y, tips)


def by_capacity(frame: pd.DataFrame, step_hours: int) -> Chart:
    """Draw the cost of each list against how many are looked at each time.

    Parameters
    ----------
    frame : of `models.hourly_lists.by_capacity`.
    step_hours : hours from one time to the next.
    """
    title = looks(step_hours)
    x = alt.X("capacity:O", title=title, axis=alt.Axis(labelAngle=0))
    tips = [alt.Tooltip("said:N", title=t("List")), alt.Tooltip("capacity:Q", title=title), *_cost_tips()]
    return _by_list(frame, x, _cost(), tips, points=True)


def looks(step_hours: int) -> str:
    """Say how often so many are looked at: on a large log not each hour."""
    return t("Looks an hour") if step_hours == 1 else t("Looks each {n} hours", n=step_hours)


def by_threshold(frame: pd.DataFrame) -> Chart:
    """Draw the cost against the least risk of an alarm, with the one that the costs give.

    Parameters
    ----------
    frame : of `models.hourly_lists.by_threshold`.
    """
    x = alt.X("threshold:Q", title=t("Least risk of an alarm"), axis=_percent(), scale=shares())
    tips = [alt.Tooltip("threshold:Q", title=t("Least risk of an alarm"), format=".0%"), *_cost_tips()]
    base = alt.Chart(frame.assign(one="")).encode(x=x, y=_cost(), color=one_colour(), tooltip=tips)
    chosen = base.transform_filter("datum.chosen").mark_point(
        filled=True, size=170, opacity=1, shape="diamond"
    )
    whole = alt.layer(base.mark_line(strokeWidth=2), chosen)
    return whole.properties(height=HEIGHT)


def _by_list(
    frame: pd.DataFrame, x: alt.X, y: alt.Y, tips: Sequence[alt.Tooltip], *, points: bool = False
) -> Chart:
    words = [name(one, "list") for one in LISTS]
    below, more = legend(words)
    shown = frame.assign(said=frame["list"].map(dict(zip(LISTS, words, strict=True))))
    base = alt.Chart(shown).encode(
        x=x,
        y=y,
        color=alt.Color("said:N", scale=categories(words), title=None, legend=below),
        tooltip=list(tips),
    )
    # A layer each: dashes as an encoding would be drawn around the squares of the legend too.
    lines = [
        base.transform_filter(alt.datum.list == one).mark_line(strokeWidth=2, strokeDash=list(dash))
        for one, dash in zip(LISTS, _DASHES, strict=True)
    ]
    marks = base.mark_point(filled=True, size=55 if points else 12, opacity=1)
    whole = alt.layer(marks, *lines)
    return whole.properties(height=HEIGHT + more)


def _diagonal() -> alt.Chart:
    """Where what was said is what came."""
    ends = pd.DataFrame({"said": [0.0, 1.0], "came": [0.0, 1.0]})
    line: alt.Chart = alt.Chart(ends).mark_line(strokeDash=[4, 3], color=GREY).encode(x="said:Q", y="came:Q")
    return line


def _cost() -> alt.Y:
    return alt.Y("cost:Q", title=t("Cost, in false alarms"))


def _cost_tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("cost:Q", title=t("Cost, in false alarms"), format=",.0f"),
        alt.Tooltip("caught:Q", title=t("Late ones looked at in time"), format=","),
        alt.Tooltip("false:Q", title=t("Looked at for nothing"), format=","),
        alt.Tooltip("precision:Q", title=t("Share of looks at late ones"), format=".0%"),
    ]


def _percent() -> alt.Axis:
    return alt.Axis(format="%", tickCount=5)
