"""The lines of the process map as they are drawn, and where their counts are written on them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.layers import NODE_HEIGHT, NODE_WIDTH, Edge, Point

Array = NDArray[np.float64]

GAP = 14.0
"""Free space between two boxes side by side."""
LABEL_HEIGHT = 15.0
_DIGIT, _EDGE = 6.8, 6.0
_STEPS, _CLEAR = 24, 4.0


def curve(points: Sequence[Point]) -> list[Point]:
    """Points of a line that leaves and arrives upright and passes upright between boxes.

    Parameters
    ----------
    points : of an edge of a `layers.Drawing`.
    """
    down = points if points[0][1] <= points[-1][1] else points[::-1]
    (first, *ways, last) = down
    half = NODE_HEIGHT / 2
    stops = [first, *((x, y + side) for x, y in ways for side in (-half, half)), last]
    bends = chain.from_iterable(_bend(*pair) for pair in list(pairwise(stops))[::2])
    drawn = list(dict.fromkeys(bends))
    return drawn if down is points else drawn[::-1]


def _bend(start: Point, end: Point) -> Iterator[Point]:
    """From one point to another below it, upright at both."""
    for t in np.linspace(0, 1, _STEPS + 1):
        yield (
            float(start[0] + (end[0] - start[0]) * t * t * (3 - 2 * t)),
            float(start[1] + (end[1] - start[1]) * t),
        )


def label_size(text: str) -> tuple[float, float]:
    """Width and height of a count, with its margin."""
    return _DIGIT * len(text) + _EDGE, LABEL_HEIGHT


def label_places(
    curves: Mapping[Edge, Sequence[Point]], texts: Mapping[Edge, str], boxes: Sequence[Point]
) -> dict[Edge, Point]:
    """Give each line a point on it where its count covers no box, no other count and few other lines.

    Parameters
    ----------
    curves : of each edge, the important ones first.
    boxes : centres of the boxes.

    Returns
    -------
    Centre of each label. A line without such a place has none: its count is told when it is pointed at.
    """
    size = np.array([NODE_WIDTH - GAP, NODE_HEIGHT]) / 2
    taken = [(np.array(box), size) for box in boxes]
    lines = {edge: np.array(points) for edge, points in curves.items()}
    places: dict[Edge, Point] = {}
    for edge, points in lines.items():
        half = np.array(label_size(texts[edge])) / 2
        others = np.concatenate([line for other, line in lines.items() if other != edge] or [points[:0]])
        free = points[_free(points, half, taken)]
        if len(free):
            at = free[np.argmin(_cost(free, half, others, points))]
            taken.append((at, half))
            places[edge] = (float(at[0]), float(at[1]))
    return places


def _free(points: Array, half: Array, taken: Sequence[tuple[Array, Array]]) -> NDArray[np.bool_]:
    """Whether a label of this half size at each point keeps clear of all that is taken."""
    free = np.ones(len(points), dtype=bool)
    for centre, other in taken:
        free &= (np.abs(points - centre) >= half + other + [1.0, 0.0]).any(axis=1)
    return free


def _cost(free: Array, half: Array, others: Array, line: Array) -> Array:
    """How many points of other lines a label at each place would cover, then how far from mid-way it is."""
    covered = (np.abs(others[None] - free[:, None]) < half + _CLEAR).all(axis=2).sum(axis=1)
    far: Array = np.linalg.norm(free - line[len(line) // 2], axis=1)
    cost: Array = covered * 10.0 + far / 10.0
    return cost
