"""How often each stage was visited: what is left of a process map where nothing is handed on."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import LABEL_LIMIT, WRITTEN_LINES, Chart, wrapped
from dashboard.words import name, t
from dashboard.words.formats import duration, number

PICK = "stage"
"""Name of the selection; it gives `stage`."""

AT_MOST = 20
_ROW, _LABEL_WIDTH, _TEXT_ROOM = 34, 24, 1.45


def stage_counts(nodes: pd.DataFrame) -> Chart:
    """Draw the visits of the commonest stages as bars, with their number and median time.

    Parameters
    ----------
    nodes : stage, count, median_hours.
    """
    data = _written(nodes.sort_values("count", ascending=False).head(AT_MOST))
    labels = alt.Axis(labelExpr=WRITTEN_LINES, labelLimit=LABEL_LIMIT, ticks=False, domain=False)
    longest = float(data["count"].max()) if len(data) else 1.0
    room = alt.Scale(domain=[0, longest * _TEXT_ROOM], nice=False)
    base = alt.Chart(data).encode(
        y=alt.Y("name:N", sort=list(data["name"]), title=None, axis=labels),
        x=alt.X("count:Q", title=t("Visits"), scale=room, axis=alt.Axis(tickCount=4, format=",")),
        tooltip=[
            alt.Tooltip("name:N", title=t("Stage")),
            alt.Tooltip("said:N", title=t("Count and median time")),
        ],
    )
    pick = alt.selection_point(name=PICK, fields=["stage"], toggle=False)
    bars = base.mark_bar(cornerRadius=2, cursor="pointer").add_params(pick)
    texts = base.mark_text(align="left", dx=6).encode(text="said:N")
    layers = alt.layer(bars, texts)
    return layers.properties(height=_ROW * len(data) + 60)


def _written(nodes: pd.DataFrame) -> pd.DataFrame:
    facts = zip(nodes["count"], nodes["median_hours"], strict=True)
    return pd.DataFrame(
        {
            "stage": nodes["stage"].astype(str),
            "name": [wrapped(name(str(stage)), _LABEL_WIDTH) for stage in nodes["stage"]],
            "count": nodes["count"].astype(int),
            "said": [f"{number(count, 0)} · {duration(hours)}" for count, hours in facts],
        }
    )
