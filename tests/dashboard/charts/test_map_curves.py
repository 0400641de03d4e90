"""Lines of the map run between boxes, and a count stands on its own line, clear of boxes and other counts."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given

from dashboard.charts.layers import LAYER_HEIGHT, NODE_HEIGHT, NODE_WIDTH, Edge, Point, draw
from dashboard.charts.map_curves import GAP, curve, label_places, label_size
from tests.dashboard.charts.test_layers import GRAPHS, NAMES


def placed(edges: dict[Edge, int]) -> tuple[list[Point], dict[Edge, list[Point]], dict[Edge, Point]]:
    drawing = draw(NAMES, edges)
    curves = {edge: curve(points) for edge, points in drawing.edges.items()}
    boxes = list(drawing.nodes.values())
    return boxes, curves, label_places(curves, {edge: str(edges[edge]) for edge in curves}, boxes)


def apart(one: Point, other: Point, width: float, height: float) -> bool:
    return abs(one[0] - other[0]) >= width - 1e-6 or abs(one[1] - other[1]) >= height - 1e-6


def test_a_line_past_a_box_is_upright_beside_it() -> None:
    line = curve([(0.0, 0.0), (200.0, 100.0), (0.0, 200.0)])
    beside = {x for x, y in line if abs(y - 100) <= NODE_HEIGHT / 2}
    assert beside == {200.0}
    assert (line[0], line[-1]) == ((0.0, 0.0), (0.0, 200.0))


def test_a_line_that_runs_back_is_the_same_the_other_way() -> None:
    points = [(0.0, 0.0), (200.0, 100.0), (0.0, 200.0)]
    assert curve(points[::-1]) == curve(points)[::-1]


def test_the_count_of_a_straight_line_stands_in_its_middle() -> None:
    boxes, _, labels = placed({("a", "b"): 5})
    assert labels["a", "b"] == pytest.approx((NODE_WIDTH / 2, (NODE_HEIGHT + LAYER_HEIGHT) / 2))
    assert len(boxes) == len(NAMES)


def test_counts_of_opposite_lines_stand_beside_each_other() -> None:
    _, _, labels = placed({("a", "b"): 900, ("b", "a"): 800})
    one, other = labels["a", "b"], labels["b", "a"]
    assert apart(one, other, *label_size("900"))


@given(GRAPHS)
def test_a_count_lies_on_its_line_clear_of_boxes_and_other_counts(edges: dict[Edge, int]) -> None:
    boxes, curves, labels = placed(edges)
    for edge, at in labels.items():
        assert np.min(np.linalg.norm(np.array(curves[edge]) - at, axis=1)) < 1e-6
        width, height = label_size(str(edges[edge]))
        assert all(
            apart(at, box, width / 2 + (NODE_WIDTH - GAP) / 2, (height + NODE_HEIGHT) / 2) for box in boxes
        )
    for one, other in combinations(labels, 2):
        half = [label_size(str(edges[edge]))[0] / 2 for edge in (one, other)]
        assert apart(labels[one], labels[other], sum(half), label_size("1")[1])


@given(GRAPHS)
def test_no_line_runs_through_a_box(edges: dict[Edge, int]) -> None:
    boxes, curves, _ = placed(edges)
    inside = (NODE_WIDTH - GAP) / 2, NODE_HEIGHT / 2
    for line in curves.values():
        for x, y in line:
            assert all(abs(x - u) >= inside[0] or abs(y - v) >= inside[1] - 1e-6 for u, v in boxes)
