"""The process map: stages as boxes, transitions as lines, with counts and median times."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from dashboard.charts.layers import NODE_HEIGHT, NODE_WIDTH, Drawing, Edge, Point, draw
from dashboard.charts.parts import wrapped
from dashboard.words import name, t
from dashboard.words.formats import duration, number

PICK_STAGE, PICK_WAY = "stage", "way"
"""Names of the selections: a box gives `stage`, a count at a line `from` and `to` ("": beginning, end)."""

START, END = "\x00start", "\x00end"
_GAP, _MARGIN, _BEND, _NAME_WIDTH, _LINE = 14.0, 8.0, 22.0, 23, 15
_ASIDE, _DIGIT = 6.0, 6.6
_BOX_COLUMNS = ["stage", "x", "y", "name", "facts", "name_y", "facts_y", "loops"]
_LINE_COLUMNS = [
    *("from", "to", "line", "order", "x", "y", "width", "way", "count", "median", "back", "label_x", "place"),
]


def process_map(nodes: pd.DataFrame, edges: pd.DataFrame, share: float) -> alt.LayerChart:
    """Draw the most frequent transitions of a process.

    Parameters
    ----------
    nodes : stage, count, median_hours.
    edges : from_stage, to_stage, count, median_hours; "" stands for the beginning and the end.
    share : how much of all transitions to show, 0 to 1. The commonest way into and out of a shown stage
        is always there.
    """
    weights = shown(_weights(edges), share)
    names = sorted({node for edge in weights for node in edge}, key=_start_first)
    drawing = draw(names, weights)
    lines, boxes = _lines(drawing, edges, weights), _boxes(drawing, nodes, edges)
    return _layers(lines, boxes, drawing)


def shown(weights: Mapping[Edge, float], share: float) -> dict[Edge, float]:
    """Choose the transitions to draw: the commonest, until they make up `share` of all."""
    kept: dict[Edge, float] = {}
    enough = share * sum(weights.values())
    for edge in sorted(weights, key=lambda e: -weights[e]):
        if sum(kept.values()) < enough or not kept:
            kept[edge] = weights[edge]
    return kept | _connections({node for edge in kept for node in edge}, weights)


def _connections(nodes: set[str], weights: Mapping[Edge, float]) -> dict[Edge, float]:
    """The commonest way into and out of each of these nodes, among themselves, the beginning and the end."""
    among = nodes | {START, END}
    apart = {e: w for e, w in weights.items() if e[0] != e[1] and set(e) <= among}
    best: dict[Edge, float] = {}
    for node in nodes:
        for end in (0, 1):
            ways = [edge for edge in apart if edge[end] == node]
            if ways:
                way = max(ways, key=lambda edge: apart[edge])
                best[way] = apart[way]
    return best


def _weights(edges: pd.DataFrame) -> dict[Edge, float]:
    pairs = zip(edges["from_stage"].astype(str), edges["to_stage"].astype(str), edges["count"], strict=True)
    return {(source or START, target or END): float(count) for source, target, count in pairs}


def _start_first(node: str) -> tuple[int, str]:
    return {START: 0, END: 2}.get(node, 1), node


def said(node: str) -> str:
    """Name of a node as the map writes it."""
    return {START: t("Start"), END: t("End")}.get(node) or name(node)


def _lines(drawing: Drawing, edges: pd.DataFrame, weights: Mapping[Edge, float]) -> pd.DataFrame:
    """One row per point of each line, with what its tooltip says."""
    hours = dict(zip(_weights(edges), edges["median_hours"], strict=True))
    heaviest = max(weights.values(), default=1.0)
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
            "count": number(weights[edge], 0),
            "median": duration(hours[edge]),
            "back": edge_runs_back(points),
            "label_x": _label_x(edge, x, number(weights[edge], 0), weights),
            "place": place,
        }
        for edge, points in drawing.edges.items()
        for i, (x, y, place) in enumerate(_curved(points))
    ]
    return pd.DataFrame(rows, columns=_LINE_COLUMNS)


def _label_x(edge: Edge, x: float, text: str, weights: Mapping[Edge, float]) -> float:
    """Left end of the count at a line; of two lines between the same boxes the left has it at its left."""
    paired_left = edge[::-1] in weights and weights[edge] >= weights[edge[::-1]]
    return x - _ASIDE - _DIGIT * len(text) if paired_left else x + _ASIDE


def edge_runs_back(points: Sequence[Point]) -> bool:
    """Whether an edge leads up the page, to a stage that comes before."""
    return points[0][1] > points[-1][1]


def _curved(points: Sequence[Point]) -> list[tuple[float, float, str]]:
    """The points of a line with more, so that the curve leaves and arrives upright.

    Returns
    -------
    (x, y, place); place is "end" for the last point, "middle" for the one to write at, else "point".
    """
    bend = -_BEND if edge_runs_back(points) else _BEND
    (x0, y0), *ways, (x1, y1) = points
    inner = [(x0, y0 + bend), *ways, (x1, y1 - bend)]
    half = len(inner) // 2
    middle = ways[len(ways) // 2] if ways else tuple((a + b) / 2 for a, b in zip(*inner, strict=True))
    before, after = inner[:half], inner[half + (1 if len(inner) % 2 else 0) :]
    places = [(points[0], "point"), *((p, "point") for p in before), (middle, "middle")]
    places += [*((p, "point") for p in after), (points[-1], "end")]
    return [(x, y, place) for (x, y), place in places]


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
            **_written(y, wrapped(said(stage), _NAME_WIDTH), _facts(facts, stage)),
            "loops": number(loops.get(stage, 0), 0),
        }
        for stage, (x, y) in drawing.nodes.items()
    ]
    return pd.DataFrame(rows, columns=_BOX_COLUMNS)


def _written(y: float, title: str, facts: str) -> dict[str, str | float]:
    """Texts of a box with the height of the first line of each, so that all of it stands in the middle."""
    lines = title.count("\n") + (2 if facts else 1)
    top = y - (lines - 1) * _LINE / 2
    return {"name": title, "facts": facts, "name_y": top, "facts_y": top + (lines - 1) * _LINE}


def _facts(facts: pd.DataFrame, stage: str) -> str:
    if stage not in facts.index:
        return ""
    count, hours = (float(facts[column][stage]) for column in ("count", "median_hours"))
    return f"{number(count, 0)} · {duration(hours)}"


def _layers(lines: pd.DataFrame, boxes: pd.DataFrame, drawing: Drawing) -> alt.LayerChart:
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_MARGIN, drawing.width + _MARGIN], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[drawing.height + _MARGIN, -_MARGIN], nice=False))
    layers = alt.layer(*_line_layers(lines, x, y), *_box_layers(boxes, x, y))
    size = {"width": drawing.width + 2 * _MARGIN, "height": drawing.height + 2 * _MARGIN}
    whole: alt.LayerChart = layers.properties(**size).configure_view(stroke=None)
    return whole


def _line_layers(lines: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("way:N", title=t("Transition")),
        alt.Tooltip("count:N", title=t("Count")),
        alt.Tooltip("median:N", title=t("Median time")),
    ]
    base = alt.Chart(lines).encode(x, y, tooltip=tips)
    pick = alt.selection_point(name=PICK_WAY, fields=["from", "to"], toggle=False)
    curve = base.mark_line(interpolate="basis", opacity=0.55).encode(
        detail="line:N",
        order="order:O",
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.condition("datum.back", alt.value([6, 4]), alt.value([1, 0])),
    )
    head = (
        base.transform_filter("datum.place == 'end'")
        .mark_point(shape="triangle-down", filled=True, size=90, opacity=1)
        .encode(shape=alt.condition("datum.back", alt.value("triangle-up"), alt.value("triangle-down")))
    )
    label = base.transform_filter("datum.place == 'middle'").mark_text(align="left", cursor="pointer")
    return [curve, head, label.encode(alt.X("label_x:Q", axis=None), text="count:N").add_params(pick)]


def _box_layers(boxes: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    tips = [
        alt.Tooltip("name:N", title=t("Stage")),
        alt.Tooltip("facts:N", title=t("Count and median time")),
        alt.Tooltip("loops:N", title=t("Repeated at once")),
    ]
    base = alt.Chart(boxes).encode(x, y)
    pick = alt.selection_point(name=PICK_STAGE, fields=["stage"], toggle=False)
    width, height = NODE_WIDTH - _GAP, NODE_HEIGHT
    box = base.mark_rect(width=width, height=height, cornerRadius=6, fillOpacity=0.16)
    title = base.mark_text(fontSize=12, fontWeight=600, lineBreak="\n", lineHeight=_LINE)
    facts = base.mark_text(fontSize=11)
    # On top of the words lies what is clicked: the words themselves would catch the click.
    touch = base.mark_rect(width=width, height=height, opacity=0, cursor="pointer")
    return [
        box,
        title.encode(y=alt.Y("name_y:Q", axis=None), text="name:N"),
        facts.encode(y=alt.Y("facts_y:Q", axis=None), text="facts:N"),
        touch.encode(tooltip=tips).add_params(pick),
    ]
