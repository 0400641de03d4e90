"""Where the time goes: the slowest stages and what their time consists of."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import LABEL_LIMIT, WRITTEN_LINES, categories, hours_axis, legend, wrapped
from dashboard.words import mark, name, t

PICK = "stage"
"""Name of the selection; it gives `stage` and the `key` of the part."""

PARTS = {
    "working": mark("Working"),
    "waiting": mark("Waiting"),
    "travel": mark("Travel"),
    "customer": mark("Waiting for the customer"),
    "unknown": mark("Not recorded apart"),
}
_ROW, _LABEL_WIDTH = 34, 24


def stage_times(frame: pd.DataFrame, at_most: int = 12) -> alt.Chart:
    """Draw the mean time of the slowest stages, in parts where these were recorded.

    Parameters
    ----------
    frame : stage, n, median_hours, p90_hours, mean_hours, waiting_hours, working_hours, travel_hours,
        customer_hours (means, NaN = not recorded), slowest first.
    at_most : how many stages to draw.
    """
    unit, factor = hours_axis(frame["mean_hours"])
    slowest = frame.head(at_most)
    data = _long(slowest, factor)
    order = [_said(stage) for stage in slowest["stage"]]
    words = [t(word) for word in PARTS.values()]
    below, more = legend([word for word in words if (data["part"] == word).any()])
    pick = alt.selection_point(name=PICK, fields=["stage", "key"], toggle=False)
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_bar(cornerRadius=2, cursor="pointer")
        .encode(
            y=alt.Y("name:N", sort=order, title=None, axis=_labels()),
            x=alt.X("time:Q", title=t("Mean time ({unit})", unit=unit), axis=alt.Axis(tickCount=6)),
            color=alt.Color("part:N", scale=categories(words), title=None, legend=below),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(pick, alt.value(1.0), alt.value(0.4)),
            tooltip=_tips(unit),
        )
        .add_params(pick)
        .properties(height=_ROW * data["stage"].nunique() + 60 + more)
    )
    return chart


def _long(frame: pd.DataFrame, factor: float) -> pd.DataFrame:
    """One row per stage and part; time that was not told apart is a part of its own."""
    hours = pd.DataFrame({part: frame[f"{part}_hours"] for part in PARTS if part != "unknown"})
    unknown = (frame["mean_hours"] - hours.sum(axis=1)).clip(lower=0)
    wide = hours.assign(unknown=unknown.where(hours.isna().any(axis=1), 0.0)) * factor
    facts = pd.DataFrame(
        {
            "stage": frame["stage"].astype(str),
            "name": [_said(stage) for stage in frame["stage"]],
            "n": frame["n"],
            "median": frame["median_hours"] * factor,
            "p90": frame["p90_hours"] * factor,
            "mean": frame["mean_hours"] * factor,
        }
    )
    long = facts.join(wide).melt(list(facts.columns), list(PARTS), "key", "time")
    ranked = long.assign(part=[t(PARTS[key]) for key in long["key"]], rank=long["key"].map(list(PARTS).index))
    return ranked[ranked["time"] > 0]


def _said(stage: str) -> str:
    return wrapped(name(stage), _LABEL_WIDTH)


def _labels() -> alt.Axis:
    return alt.Axis(
        labelExpr=WRITTEN_LINES, labelLimit=LABEL_LIMIT, labelPadding=6, ticks=False, domain=False
    )


def _tips(unit: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=t("Stage")),
        alt.Tooltip("part:N", title=t("Part")),
        alt.Tooltip("time:Q", title=t("Mean of this part ({unit})", unit=unit), format=",.2f"),
        alt.Tooltip("mean:Q", title=t("Mean ({unit})", unit=unit), format=",.2f"),
        alt.Tooltip("median:Q", title=t("Median ({unit})", unit=unit), format=",.2f"),
        alt.Tooltip("p90:Q", title=t("90th percentile ({unit})", unit=unit), format=",.2f"),
        alt.Tooltip("n:Q", title=t("Visits"), format=","),
    ]
