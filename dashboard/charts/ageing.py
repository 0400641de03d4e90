"""How old the open applications are."""

import altair as alt
import numpy as np
import pandas as pd

from dashboard.charts.parts import HEIGHT, categories, legend
from dashboard.words import t
from dashboard.words.formats import number, unit_name

PICK = "age"
"""Name of the selection; it gives `from_hours` and `to_hours`."""


def ageing(frame: pd.DataFrame) -> alt.Chart:
    """Draw open applications by age, those past a deadline apart.

    Parameters
    ----------
    frame : from_hours, to_hours (the last endless), open, past_due (some of the open).
    """
    words = [t("Within every deadline"), t("Past a deadline")]
    ages = [age(*bounds) for bounds in zip(frame["from_hours"], frame["to_hours"], strict=True)]
    wide = frame.assign(
        age=ages, **{words[0]: frame["open"] - frame["past_due"], words[1]: frame["past_due"]}
    )
    data = wide.melt(["age", "from_hours", "to_hours", "open"], words, "state", "count")
    below, more = legend(words)
    pick = alt.selection_point(name=PICK, fields=["from_hours", "to_hours"], toggle=False)
    chart: alt.Chart = (
        alt.Chart(data.assign(rank=data["state"].map(words.index)))
        .mark_bar(cornerRadius=2, cursor="pointer")
        .encode(
            x=alt.X("age:N", sort=ages, title=t("Age"), axis=alt.Axis(labelAngle=-35, labelOverlap=False)),
            y=alt.Y("count:Q", title=t("Open applications")),
            color=alt.Color("state:N", scale=categories(words), title=None, legend=below),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(pick, alt.value(1.0), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("age:N", title=t("Age")),
                alt.Tooltip("state:N", title=t("State")),
                alt.Tooltip("count:Q", title=t("Open applications"), format=","),
                alt.Tooltip("open:Q", title=t("of all of this age"), format=","),
            ],
        )
        .add_params(pick)
        .properties(height=HEIGHT + 30 + more)
    )
    return chart


def age(low: float, high: float) -> str:
    """Say a range of ages given in hours, in days from two days on."""
    unit, factor = ("hours", 1.0) if high <= 48 else ("days", 1 / 24)
    ends = (
        f"{number(low * factor)}–{number(high * factor)}"
        if np.isfinite(high)
        else f"≥ {number(low * factor)}"
    )
    return f"{ends} {unit_name(unit)}"
