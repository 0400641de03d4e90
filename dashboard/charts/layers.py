"""Layered drawing of a directed graph (Sugiyama, Tagawa and Toda 1981): layers, order, places.

Edges that close a cycle are turned round for the drawing; edges across several layers pass through way
points, so that they run between nodes and not behind them. The commonest path is the first column, and what
departs from it stands at its right. Sizes are pixels, places are centres.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean

Edge = tuple[str, str]
Point = tuple[float, float]
Node = str | tuple[str, str, int]
"""A node by its name, or the way point of an edge in a layer."""
Paths = Collection[Sequence[Node]]
Near = Mapping[Node, Mapping[Node, float]]

NODE_WIDTH, WAY_WIDTH, NODE_HEIGHT, LAYER_HEIGHT = 190.0, 34.0, 56.0, 112.0
_SWEEPS, _LEAST_WEIGHT = 24, 1e-9
_ASIDE, _PORT, _RIM = 14.0, 22.0, 78.0


@dataclass(frozen=True)
class Drawing:
    """Where everything is.

    Attributes
    ----------
    nodes : centre of each node.
    edges : points of each edge from its source's rim to its target's; turned edges run upwards.
    width, height : of the whole.
    """

    nodes: Mapping[str, Point]
    edges: Mapping[Edge, Sequence[Point]]
    width: float
    height: float


def draw(nodes: Sequence[str], edges: Mapping[Edge, float]) -> Drawing:
    """Lay out a graph from top to bottom.

    Parameters
    ----------
    nodes : every node, the sources first where there is a choice.
    edges : weight of each edge between two nodes; heavy edges keep their direction. Loops are left out.
    """
    main = list(pairwise(commonest_path(nodes, edges)))
    forward = _acyclic(nodes, edges, main)
    layer = _longest_paths(nodes, forward)
    paths = {edge: _path(edge, layer) for edge in forward}
    near = _neighbours(paths, edges)
    column = {nodes[0], *(node for edge in main for node in paths[edge])} if nodes else set()
    places = _placed(_ordered(_rows(nodes, paths.values(), layer), near, column), near, column)
    return _drawing(nodes, edges, paths, places)


def commonest_path(nodes: Sequence[str], edges: Mapping[Edge, float]) -> list[str]:
    """From the first node along the heaviest edge to a node not yet passed, until there is none."""
    path = list(nodes[:1])
    while path:
        onward = [edge for edge in edges if edge[0] == path[-1] and edge[1] not in path]
        if not onward:
            break
        path.append(min(onward, key=lambda edge: (-edges[edge], edge))[1])
    return path


def _acyclic(nodes: Sequence[str], edges: Mapping[Edge, float], first: Collection[Edge]) -> list[Edge]:
    """Edges in the direction drawn: each as it is unless `first` or heavier ones lead the other way."""
    after: dict[str, set[str]] = {node: {node} for node in nodes}
    drawn: dict[Edge, None] = {}
    for source, target in sorted(edges, key=lambda edge: (edge not in first, -edges[edge], edge)):
        if source == target:
            continue
        upper, lower = (target, source) if source in after[target] else (source, target)
        drawn[upper, lower] = None
        for node in nodes:
            if upper in after[node]:
                after[node] |= after[lower]
    return list(drawn)


def _longest_paths(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Layer of each node: below everything that leads to it."""
    layer = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for upper, lower in edges:
            layer[lower] = max(layer[lower], layer[upper] + 1)
    return layer


def _path(edge: Edge, layer: Mapping[str, int]) -> list[Node]:
    upper, lower = edge
    ways = [(upper, lower, row) for row in range(layer[upper] + 1, layer[lower])]
    return [upper, *ways, lower]


def _rows(nodes: Sequence[str], paths: Paths, layer: Mapping[str, int]) -> list[list[Node]]:
    rows: list[list[Node]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for node in nodes:
        rows[layer[node]].append(node)
    for path in paths:
        for way in path[1:-1]:
            rows[int(way[2])].append(way)
    return rows


def _neighbours(paths: Mapping[Edge, Sequence[Node]], weights: Mapping[Edge, float]) -> Near:
    """What each node is joined to, and how heavily."""
    near: dict[Node, dict[Node, float]] = defaultdict(dict)
    for edge, path in paths.items():
        weight = weights.get(edge, 0.0) + weights.get(edge[::-1], 0.0)
        for one, other in pairwise(path):
            near[one][other] = near[other][one] = max(weight, _LEAST_WEIGHT)
    return near


def _middle(node: Node, joined: Mapping[Node, float], at: Mapping[Node, float]) -> float:
    """Middle of some neighbours, the heavily joined ones counting more; the node's own place without any."""
    return fmean([at[other] for other in joined], joined.values()) if joined else at[node]


def _ordered(rows: list[list[Node]], near: Near, column: Collection[Node]) -> list[list[Node]]:
    """Rows in the order that keeps each node near the middle of its neighbours, after one of the column."""
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            at = {node: (i + 0.5) / len(each) for each in rows for i, node in enumerate(each)}
            row.sort(key=lambda node: (node not in column, _middle(node, near.get(node, {}), at)))
    return rows


def _width(node: Node) -> float:
    return NODE_WIDTH if isinstance(node, str) else WAY_WIDTH


def _placed(rows: list[list[Node]], near: Near, column: Collection[Node]) -> dict[Node, Point]:
    x = {node: place for row in rows for node, place in zip(row, _packed(row, column), strict=True)}
    for sweep in range(_SWEEPS + 1):
        # Down and up in turn, each row after the one before it only, so that a chain comes out straight.
        for before, row in pairwise(rows if sweep % 2 == 0 else rows[::-1]):
            _follow(row, set(before), near, x, column)
    return {node: (x[node], NODE_HEIGHT / 2 + LAYER_HEIGHT * i) for i, row in enumerate(rows) for node in row}


def _follow(
    row: list[Node], before: Collection[Node], near: Near, x: dict[Node, float], column: Collection[Node]
) -> None:
    """Move a row's nodes below (or above) what they are joined to in the row before, where there is room."""
    joined = [{other: w for other, w in near.get(node, {}).items() if other in before} for node in row]
    packed = _packed(row, column)
    wished = [_middle(node, others, x) for node, others in zip(row, joined, strict=True)]
    if row[0] in column:
        wished[0] = packed[0]
    x.update(zip(row, map(max, _apart(wished, _gaps(row, column)), packed), strict=True))


def _packed(row: list[Node], column: Collection[Node]) -> list[float]:
    """Places side by side from the first column on."""
    return list(accumulate(_gaps(row, column), initial=NODE_WIDTH / 2))


def _gaps(row: list[Node], column: Collection[Node]) -> list[float]:
    """Least distance from each node of a row to the next; the column is as wide as a node everywhere."""
    widths = [NODE_WIDTH if node in column else _width(node) for node in row]
    return [(one + other) / 2 for one, other in pairwise(widths)]


def _apart(wished: list[float], gaps: list[float]) -> list[float]:
    """Places as near to the wished ones as order and gaps allow: halfway between leaning left and right."""
    right, left = list(wished), list(wished)
    for i, gap in enumerate(gaps):
        right[i + 1] = max(right[i + 1], right[i] + gap)
    for i in range(len(gaps) - 1, -1, -1):
        left[i] = min(left[i], left[i + 1] - gaps[i])
    return [(one + other) / 2 for one, other in zip(left, right, strict=True)]


def _drawing(
    nodes: Sequence[str],
    edges: Mapping[Edge, float],
    paths: Mapping[Edge, list[Node]],
    places: Mapping[Node, Point],
) -> Drawing:
    lines = _lines([edge for edge in edges if edge[0] != edge[1]], paths, places)
    return Drawing(
        nodes={node: places[node] for node in nodes},
        edges=lines,
        width=max((x + _width(node) / 2 for node, (x, _) in places.items()), default=0.0),
        height=max((y for _, y in places.values()), default=0.0) + NODE_HEIGHT / 2,
    )


def _lines(
    edges: Sequence[Edge], paths: Mapping[Edge, list[Node]], places: Mapping[Node, Point]
) -> dict[Edge, list[Point]]:
    """Points of each edge; where several meet a node they share its rim in the order of where they go."""
    down = {edge: _down(edge, paths, places) for edge in edges}
    for end, towards in ((0, 1), (-1, -2)):
        meeting: dict[Point, list[Edge]] = defaultdict(list)
        for edge in edges:
            meeting[down[edge][end]].append(edge)
        for (x, y), group in meeting.items():
            group.sort(key=lambda edge: (down[edge][towards][0], edge not in paths, edge))
            for edge, port in zip(group, _ports(x, [down[edge][towards][0] for edge in group]), strict=True):
                down[edge] = [(port, y), *down[edge][1:]] if end == 0 else [*down[edge][:-1], (port, y)]
    return {edge: points if edge in paths else points[::-1] for edge, points in down.items()}


def _down(edge: Edge, paths: Mapping[Edge, list[Node]], places: Mapping[Node, Point]) -> list[Point]:
    """Points of an edge from the upper node's rim to the lower one's."""
    turned = edge not in paths
    (x0, y0), *ways, (x1, y1) = (places[node] for node in paths[edge[::-1] if turned else edge])
    # Two edges between the same pair would lie on each other: the one that runs back keeps to the right.
    aside = _ASIDE if turned else 0.0
    return [(x0, y0 + NODE_HEIGHT / 2), *((x + aside, y) for x, y in ways), (x1, y1 - NODE_HEIGHT / 2)]


def _ports(x: float, goals: Sequence[float]) -> list[float]:
    """Where edges meet the rim of a node at x: the straightest at its middle, the others at its sides."""
    middle = min(range(len(goals)), key=lambda i: abs(goals[i] - x))
    step = min(_PORT, _RIM / max(middle, len(goals) - 1 - middle, 1))
    return [x + (i - middle) * step for i in range(len(goals))]
