"""What crews do when."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.parts import LABEL_LIMIT, categories, legend, local
from dashboard.words import formats, mark, name, t
from workbench.plan_frames import AT_RISK, BREAK, LATE, TRAVEL, WORK

KINDS: Mapping[str, str] = {
    WORK: mark("Working"),
    AT_RISK: mark("Promise at risk"),
    TRAVEL: mark("Travel"),
    BREAK: mark("Break"),
    LATE: mark("Too late for its promise"),
}
"""What crews do, in the order of the theme's colours: amber warns, travel is as on the page of a case."""
_THICK: Mapping[str, int] = {WORK: 15, BREAK: 8, TRAVEL: 4, AT_RISK: 15, LATE: 19}
_ROW, _AXES = 24, 80
_DAY = pd.Timedelta(days=1)


def crew_gantt(frame: pd.DataFrame, zone: str) -> alt.Chart:
    """Draw a row for each crew; work is a thick bar, thicker where too late, the way between thin.

    Parameters
    ----------
    frame : of `plan_frames.gantt` or `judged`, not empty.
    zone : IANA zone of the time axis.
    """
    shown = _shown(frame, zone)
    kinds = [t(word) for word in KINDS.values()]
    below, more = legend([kind for kind in kinds if kind in set(shown["kind"])])
    form = "%H:%M" if shown["end"].max() - shown["start"].min() < _DAY else t("%d %b %H:%M")
    axis = alt.Axis(format=form, labelOverlap=True, tickCount=9)
    crews = list(dict.fromkeys(shown["crew"]))
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_bar(cornerRadius=1)
        .encode(
            alt.X("start:T", title=t("Time"), axis=axis),
            alt.X2("end:T"),
            alt.Y("crew:N", sort=crews, title=None, axis=alt.Axis(labelLimit=LABEL_LIMIT, ticks=False)),
            alt.Color("kind:N", scale=categories(kinds), title=None, legend=below),
            alt.Size("thick:Q", scale=None),
            tooltip=_tips(),
        )
        .properties(height=_ROW * len(crews) + _AXES + more)
    )
    return chart


def _shown(frame: pd.DataFrame, zone: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "crew": frame["crew"].map(name),
            "kind": frame["kind"].map(lambda kind: t(KINDS[kind])),
            "start": local(frame["start"], zone),
            "end": local(frame["end"], zone),
            "application": frame["application"],
            "stage": frame["stage"].map(lambda stage: name(stage) if stage else ""),
            "track": frame["track"].map(lambda track: name(track) if track else ""),
            "hours": ((frame["end"] - frame["start"]).dt.total_seconds() / 3600).map(formats.duration),
            "thick": frame["kind"].map(_THICK),
        }
    )


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("crew:N", title=t("Crew")),
        alt.Tooltip("kind:N", title=t("What")),
        alt.Tooltip("stage:N", title=t("Stage")),
        alt.Tooltip("application:N", title=t("Application")),
        alt.Tooltip("track:N", title=t("Track")),
        alt.Tooltip("start:T", title=t("From"), format="%Y-%m-%d %H:%M"),
        alt.Tooltip("end:T", title=t("To"), format="%Y-%m-%d %H:%M"),
        alt.Tooltip("hours:N", title=t("Duration")),
    ]
