"""What groups of features make of a prediction: bars to the right put it up, to the left down."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import Chart, categories, hours_axis, legend, rows_of, wrapped
from dashboard.words import t
from dashboard.words.reasons import INSIDE
from models.outlook_frames import RISK

_ROW, _FOOT, _LABEL_WIDTH = 34, 100, 22


def effects(frame: pd.DataFrame, measure: str) -> Chart:
    """Draw a bar for each group.

    Parameters
    ----------
    frame : group, effect (share of 1 of the risk, or hours).
    measure : risk or hours.
    """
    # Teal, then amber: what makes it worse is what warns.
    better, worse = words = [t("sooner or at less risk"), t("later or at more risk")]
    factor, title = _unit(frame, measure)
    said = [wrapped(t(INSIDE[group]), _LABEL_WIDTH) for group in frame["group"]]
    below, more = legend(words, columns=1)
    shown = frame.assign(
        said=said,
        amount=frame["effect"] * factor,
        way=[worse if effect > 0 else better for effect in frame["effect"]],
    )
    base = alt.Chart(shown).encode(
        x=alt.X("amount:Q", title=title, axis=alt.Axis(tickCount=5)),
        y=rows_of(said),
        tooltip=[
            alt.Tooltip("said:N", title=t("Features")),
            alt.Tooltip("amount:Q", title=title, format="+.1f"),
            alt.Tooltip("way:N", title=t("Makes it")),
        ],
    )
    colour = alt.Color("way:N", scale=categories(words), title=None, legend=below)
    chart: alt.Chart = base.mark_bar(cornerRadius=2).encode(color=colour)
    return chart.properties(height=_ROW * len(shown) + _FOOT + more)


def _unit(frame: pd.DataFrame, measure: str) -> tuple[float, str]:
    if measure == RISK:
        return 100.0, t("Change of the risk (percentage points)")
    unit, factor = hours_axis(frame["effect"].abs())
    return factor, t("Change of the 90 % date ({unit})", unit=unit)
