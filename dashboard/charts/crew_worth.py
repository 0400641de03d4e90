"""What one more crew-hour of each skill and region would save."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import LABEL_LIMIT
from dashboard.words import formats, t

_ROW, _AXES = 44, 90


def crew_worth(frame: pd.DataFrame) -> alt.LayerChart:
    """Draw a cell for each skill and region with its number; darker is more.

    Parameters
    ----------
    frame : region and skills in the reader's words, crews, and saves_per_hour in CNY, not all 0.
    """
    shown = frame[["region", "skills", "crews", "saves_per_hour"]].assign(
        number=frame["saves_per_hour"].map(lambda cny: formats.number(cny, 0))
    )
    most = float(shown["saves_per_hour"].max())
    cells = alt.Chart(shown).encode(
        alt.X("skills:N", title=None, axis=alt.Axis(labelAngle=0, labelLimit=LABEL_LIMIT, orient="top")),
        alt.Y("region:N", title=None, axis=alt.Axis(labelLimit=LABEL_LIMIT)),
        tooltip=[
            alt.Tooltip("region:N", title=t("Region")),
            alt.Tooltip("skills:N", title=t("Skills")),
            alt.Tooltip("crews:Q", title=t("Crews now")),
            alt.Tooltip("saves_per_hour:Q", title=t("CNY an hour"), format=",.0f"),
        ],
    )
    colour = alt.Color(
        "saves_per_hour:Q",
        title=t("CNY an hour"),
        scale=alt.Scale(domain=[0, most], range="ramp"),
        legend=alt.Legend(orient="bottom", gradientLength=160, format=",.0f"),
    )
    numbers = cells.mark_text(fontSize=13).encode(alt.Text("number:N"))
    height = _ROW * shown["region"].nunique() + _AXES
    layers: alt.LayerChart = (cells.mark_rect(opacity=0.45).encode(colour) + numbers).properties(
        height=height
    )
    return layers
