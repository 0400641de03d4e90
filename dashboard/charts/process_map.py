"""The process map: stages as boxes, transitions as lines, with counts and median times."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.layers import NODE_HEIGHT, NODE_WIDTH, Drawing, Edge, Point, draw
from dashboard.charts.map_choice import END, START, shown, weights_of
from dashboard.charts.map_curves import GAP, curve, label_places
from dashboard.charts.parts import wrapped
from dashboard.words import name, t
from dashboard.words.formats import duration, number

PICK_STAGE, PICK_WAY, PICK_COUNT = "stage", "way", "count_at_way"
"""Names of the selections: a box gives `stage`, a line or its count `from` and `to` ("": beginning, end)."""

_MARGIN, _NAME_WIDTH, _LINE = 8.0, 23, 15
_BOX_COLUMNS = ["stage", "x", "y", "name", "facts", "name_dy", "facts_dy", "loops"]
_LINE_COLUMNS = [
    *("from", "to", "line", "order", "x", "y", "width", "way", "count", "median", "back", "place"),
]


def process_map(nodes: pd.DataFrame, edges: pd.DataFrame, share: float) -> alt.LayerChart:
    """Draw the most frequent transitions of a process.

    Parameters
    ----------
    nodes : stage, count, median_hours.
    edges : from_stage, to_stage, count, median_hours; "" stands for the beginning and the end.
    share : how much of all transitions to show, 0 to 1; see `map_choice.shown`.
    """
    weights = shown(weights_of(edges), share)
    names = sorted({node for edge in weights for node in edge}, key=_start_first)
    drawing = draw(names, weights)
    lines, boxes = _lines(drawing, edges, weights), _boxes(drawing, nodes, edges)
    return _layers(lines, boxes, drawing)


def _start_first(node: str) -> tuple[int, str]:
    return {START: 0, END: 2}.get(node, 1), node


def said(node: str) -> str:
    """Name of a node as the map writes it."""
    return {START: t("Start"), END: t("End")}.get(node) or name(node)


def _lines(drawing: Drawing, edges: pd.DataFrame, weights: Mapping[Edge, float]) -> pd.DataFrame:
    """One row per line and point of it, and where its count stands, with what its tooltip says."""
    hours = dict(zip(weights_of(edges), edges["median_hours"], strict=True))
    heaviest = max(weights.values(), default=1.0)
    curves = {edge: curve(drawing.edges[edge]) for edge in sorted(drawing.edges, key=lambda e: -weights[e])}
    texts = {edge: number(weights[edge], 0) for edge in curves}
    labels = label_places(curves, texts, list(drawing.nodes.values()))
    rows = [
        {
            "from": edge[0].removeprefix(START),
            "to": edge[1].removeprefix(END),
            "line": f"{edge[0]}\x00{edge[1]}",
            "order": i,
            "x": x,
            "y": y,
            "width": 1.2 + 5.8 * weights[edge] / heaviest,
            "way": f"{said(edge[0])} → {said(edge[1])}",
            "count": texts[edge],
            "median": duration(hours[edge]),
            "back": edge_runs_back(points),
            "place": place,
        }
        for edge, points in curves.items()
        for i, (place, (x, y)) in enumerate(_places(points, labels.get(edge)))
    ]
    return pd.DataFrame(rows, columns=_LINE_COLUMNS)


def _places(points: Sequence[Point], label: Point | None) -> list[tuple[str, Point]]:
    """Points of a line by what stands there: "point", "end" for the last, "label" for the count, if any."""
    drawn = [*(("point", point) for point in points[:-1]), ("end", points[-1])]
    return [*drawn, ("label", label)] if label else drawn


def edge_runs_back(points: Sequence[Point]) -> bool:
    """Whether an edge leads up the page, to a stage that comes before."""
    return points[0][1] > points[-1][1]


def _boxes(drawing: Drawing, nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """One row per stage, with what is written in it."""
    facts = nodes.astype({"stage": str}).set_index("stage")
    again = edges[edges["from_stage"].astype(str) == edges["to_stage"].astype(str)]
    loops = dict(zip(again["from_stage"].astype(str), again["count"], strict=True))
    rows = [
        {
            "stage": stage,
            "x": x,
            "y": y,
            **_written(wrapped(said(stage), _NAME_WIDTH), _facts(facts, stage)),
            "loops": number(loops.get(stage, 0), 0),
        }
        for stage, (x, y) in drawing.nodes.items()
    ]
    return pd.DataFrame(rows, columns=_BOX_COLUMNS)


def _written(title: str, facts: str) -> dict[str, str | float]:
    """Texts of a box with the distance of the first line of each from its middle, in pixels.

    Not in units of the axis: in full screen these grow and the letters do not.
    """
    lines = title.count("\n") + (2 if facts else 1)
    top = -(lines - 1) * _LINE / 2
    return {"name": title, "facts": facts, "name_dy": top, "facts_dy": -top}


def _facts(facts: pd.DataFrame, stage: str) -> str:
    if stage not in facts.index:
        return ""
    count, hours = (float(facts[column][stage]) for column in ("count", "median_hours"))
    return f"{number(count, 0)} · {duration(hours)}"


def _layers(lines: pd.DataFrame, boxes: pd.DataFrame, drawing: Drawing) -> alt.LayerChart:
    x = alt.X("x:Q", axis=None, scale=_pixels(drawing.width))
    y = alt.Y("y:Q", axis=None, scale=_pixels(drawing.height))
    layers = alt.layer(*_line_layers(lines, x, y), *_box_layers(boxes, x, y))
    size = {"width": drawing.width + 2 * _MARGIN, "height": drawing.height + 2 * _MARGIN}
    whole: alt.LayerChart = layers.properties(**size, autosize=alt.AutoSizeParams(type="pad")).configure_view(
        stroke=None
    )
    return whole


def _pixels(length: float) -> alt.Scale:
    """One unit is one pixel whatever the size of the view: boxes and letters do not grow in full screen."""
    return alt.Scale(
        domain=[-_MARGIN, length + _MARGIN], range=[0, length + 2 * _MARGIN], nice=False, zero=False
    )


def _line_layers(lines: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("way:N", title=t("Transition")),
        alt.Tooltip("count:N", title=t("Count")),
        alt.Tooltip("median:N", title=t("Median time")),
    ]
    base = alt.Chart(lines).encode(x, y, tooltip=tips)
    pick = alt.selection_point(name=PICK_WAY, fields=["from", "to"], toggle=False)
    drawn = base.transform_filter("datum.place != 'label'").encode(detail="line:N", order="order:O")
    line = drawn.mark_line(opacity=0.45).encode(
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.condition("datum.back", alt.value([6, 4]), alt.value([1, 0])),
    )
    head = (
        base.transform_filter("datum.place == 'end'")
        .mark_point(shape="triangle-down", filled=True, size=70, opacity=1)
        .encode(shape=alt.condition("datum.back", alt.value("triangle-up"), alt.value("triangle-down")))
    )
    # What is clicked is wider than what is seen.
    touch = drawn.mark_line(opacity=0, strokeWidth=12, cursor="pointer").add_params(pick)
    return [line, head, touch, *_counts(base)]


def _counts(base: alt.Chart) -> list[alt.Chart]:
    """Counts on their lines; the background around the letters keeps the lines off them."""
    at = base.transform_filter("datum.place == 'label'").encode(text="count:N")
    halo = at.mark_text(stroke=alt.expr("background"), strokeWidth=6, strokeJoin="round", fontSize=11)
    pick = alt.selection_point(name=PICK_COUNT, fields=["from", "to"], toggle=False)
    return [halo, at.mark_text(fontSize=11, cursor="pointer").add_params(pick)]


def _box_layers(boxes: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("name:N", title=t("Stage")),
        alt.Tooltip("facts:N", title=t("Count and median time")),
        alt.Tooltip("loops:N", title=t("Repeated at once")),
    ]
    base = alt.Chart(boxes).encode(x, y)
    pick = alt.selection_point(name=PICK_STAGE, fields=["stage"], toggle=False)
    width, height = NODE_WIDTH - GAP, NODE_HEIGHT
    box = base.mark_rect(width=width, height=height, cornerRadius=6, fillOpacity=0.16)
    title = base.mark_text(
        dy=alt.expr("datum.name_dy"), fontSize=12, fontWeight=600, lineBreak="\n", lineHeight=_LINE
    )
    facts = base.mark_text(dy=alt.expr("datum.facts_dy"), fontSize=11)
    # On top of the words lies what is clicked: the words themselves would catch the click.
    touch = base.mark_rect(width=width, height=height, opacity=0, cursor="pointer")
    return [
        box,
        title.encode(text="name:N"),
        facts.encode(text="facts:N"),
        touch.encode(tooltip=tips).add_params(pick),
    ]
