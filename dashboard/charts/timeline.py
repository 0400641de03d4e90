"""One application's way: what happened when."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.parts import DAY_MS, LABEL_LIMIT, Chart, categories, legend, local
from dashboard.words import mark, name, t

KINDS: Mapping[str, str] = {
    "work": mark("Working"),
    "visit": mark("In the stage"),
    "travel": mark("Travel"),
    "hold": mark("On hold"),
    "appointment": mark("Appointment"),
    "deadline": mark("Deadline"),
    "milestone": mark("Milestone"),
}
"""What is drawn, in the order of the theme's colours."""

MILESTONES = ("submitted", "finished", "withdrawn")
_ROW, _FEW_DAYS = 30, pd.Timedelta(days=12)


def timeline(frame: pd.DataFrame, until: pd.Timestamp, zone: str) -> Chart:
    """Draw spans as bars and single instants as signs, one row per stage visit.

    Parameters
    ----------
    frame : kind, stage, detail, started_at, ended_at (NaT = still open, or a point), number.
    until : where bars that are still open end.
    zone : IANA zone of the time axis.
    """
    data = _drawn(frame, until, zone)
    rows = list(dict.fromkeys(data["row"]))
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=LABEL_LIMIT, ticks=False))
    words = [t(word) for word in KINDS.values()]
    # One column: beside the long names of the rows a phone leaves no room for two.
    below, more = legend(list(dict.fromkeys(data["kind"])), columns=1)
    colour = alt.Color("kind:N", scale=categories(words), title=None, legend=below)
    base = alt.Chart(data).encode(y=y, color=colour, tooltip=_tips())
    x = alt.X("start:T", title=t("Time"), axis=_time_axis(_span(data)))
    spans = base.transform_filter("!datum.point").mark_bar(cornerRadius=2)
    points = base.transform_filter("datum.point").mark_point(filled=True, size=130, shape="diamond")
    spans = spans.encode(x=x, x2="end:T", size=alt.Size("thick:Q", scale=None))
    layers = alt.layer(spans, points.encode(x=x))
    return layers.properties(height=_ROW * len(rows) + 60 + more)


def long_after(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Which entries come so long after the end that drawing them would leave no room for the way itself.

    A call-back a week after a supply within two days is one: it begins later after the end than the end
    came after the first entry.
    """
    ends = frame.loc[frame["kind"].isin(["finished", "withdrawn"]), "started_at"]
    begun = frame["started_at"]
    way = ends.max() - begun.min()
    return begun.gt(ends.max() + way)


def _time_axis(span: pd.Timedelta) -> alt.Axis:
    if span < _FEW_DAYS:
        return alt.Axis(format=t("%d %b %H:%M"), labelOverlap="greedy", labelFlush=True, tickCount=4)
    return alt.Axis(
        format=t("%d %b"), labelOverlap="greedy", labelFlush=True, tickCount=4, tickMinStep=DAY_MS
    )


def _span(data: pd.DataFrame) -> pd.Timedelta:
    # A point has no length: where it has no end, that of the log stands in for it and is not drawn.
    end = data["end"].where(~data["point"], data["start"])
    return pd.Timedelta(end.max() - data["start"].min())


def _drawn(frame: pd.DataFrame, until: pd.Timestamp, zone: str) -> pd.DataFrame:
    kind = frame["kind"].where(~frame["kind"].isin(MILESTONES), "milestone")
    point = kind.isin(["deadline", "milestone"])
    return pd.DataFrame(
        {
            "row": _rows(frame, kind),
            "kind": [t(KINDS[key]) for key in kind],
            "what": what(frame),
            # A deadline stands where it is due, not where it was set.
            "start": local(frame["started_at"].where(kind != "deadline", frame["ended_at"]), zone),
            "end": local(frame["ended_at"].fillna(until), zone),
            "open": [t("still open") if o else "" for o in frame["ended_at"].isna() & ~point],
            "point": point,
            # A stage is a thin line, what was done in it stands out.
            "thick": kind.map({"visit": 8}).fillna(16),
        }
    )


def _rows(frame: pd.DataFrame, kind: "pd.Series[str]") -> list[str]:
    """Row of each entry: the visit it belongs to, or the application as a whole."""
    whole = t("Application")
    numbered = zip(frame["stage"], frame["number"], kind, strict=True)
    return [whole if _is_empty(stage) or n < 1 else f"{int(n)} · {name(stage)}" for stage, n, _ in numbered]


def what(frame: pd.DataFrame) -> list[str]:
    """Say what each entry is about: who, why, which promise, which milestone."""
    parts = zip(frame["kind"], frame["detail"], strict=True)
    return [
        name(kind) if kind in MILESTONES else "" if _is_empty(detail) else name(detail)
        for kind, detail in parts
    ]


def _is_empty(value: object) -> bool:
    return value is None or value != value or value == ""


def _tips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("row:N", title=t("Stage")),
        alt.Tooltip("kind:N", title=t("What")),
        alt.Tooltip("what:N", title=t("Detail")),
        alt.Tooltip("start:T", title=t("From"), format="%Y-%m-%d %H:%M"),
        alt.Tooltip("end:T", title=t("To"), format="%Y-%m-%d %H:%M"),
        alt.Tooltip("open:N", title=t("State")),
    ]
