"""Layered drawings of graphs: what comes after stands below, and nothing overlaps."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.layers import LAYER_HEIGHT, NODE_HEIGHT, NODE_WIDTH, Drawing, commonest_path, draw

NAMES = list("abcdefgh")
GRAPHS = st.dictionaries(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), st.integers(1, 99))


def test_a_chain_is_one_straight_column() -> None:
    drawing = draw(["a", "b", "c"], {("a", "b"): 5, ("b", "c"): 5})
    xs = {x for x, _ in drawing.nodes.values()}
    assert len(xs) == 1
    assert [y for _, y in drawing.nodes.values()] == [
        NODE_HEIGHT / 2 + LAYER_HEIGHT * layer for layer in range(3)
    ]


def test_the_commonest_path_is_the_first_column_from_beginning_to_end() -> None:
    edges = {("a", "b"): 9, ("b", "d"): 8, ("a", "c"): 5, ("c", "b"): 5, ("c", "d"): 5, ("d", "e"): 3}
    drawing = draw(list("abcde"), edges)
    assert commonest_path(list("abcde"), edges) == ["a", "b", "d", "e"]
    assert {drawing.nodes[node][0] for node in "abde"} == {NODE_WIDTH / 2}
    assert drawing.nodes["c"][0] >= 1.5 * NODE_WIDTH
    assert {x for x, _ in drawing.edges["a", "b"]} == {NODE_WIDTH / 2}


def test_lines_that_leave_a_node_leave_it_side_by_side() -> None:
    drawing = draw(list("abc"), {("a", "b"): 2, ("a", "c"): 1, ("b", "a"): 1})
    leaving = [drawing.edges["a", "b"][0], drawing.edges["a", "c"][0], drawing.edges["b", "a"][-1]]
    assert len(set(leaving)) == 3


def test_two_ways_stand_side_by_side() -> None:
    drawing = draw(list("abcd"), {("a", "b"): 1, ("a", "c"): 1, ("b", "d"): 1, ("c", "d"): 1})
    (bx, by), (cx, cy) = drawing.nodes["b"], drawing.nodes["c"]
    assert by == cy
    assert abs(bx - cx) >= NODE_WIDTH


def test_the_lighter_of_two_opposite_edges_runs_back() -> None:
    drawing = draw(["a", "b"], {("a", "b"): 9, ("b", "a"): 1})
    assert drawing.nodes["a"][1] < drawing.nodes["b"][1]
    back = drawing.edges["b", "a"]
    assert back[0][1] > back[-1][1]


def test_a_long_edge_passes_beside_the_node_between_its_ends() -> None:
    drawing = draw(["a", "b", "c"], {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 1})
    way = drawing.edges["a", "c"][1]
    assert way[1] == drawing.nodes["b"][1]
    assert abs(way[0] - drawing.nodes["b"][0]) >= NODE_WIDTH / 2


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], {}) == Drawing({}, {}, 0.0, NODE_HEIGHT / 2)


@given(GRAPHS)
def test_every_node_and_edge_is_drawn_inside_and_no_two_nodes_overlap(
    edges: dict[tuple[str, str], int],
) -> None:
    drawing = draw(NAMES, edges)
    assert set(drawing.nodes) == set(NAMES)
    assert set(drawing.edges) == {edge for edge in edges if edge[0] != edge[1]}
    for (x, y), (u, v) in combinations(drawing.nodes.values(), 2):
        assert y != v or abs(x - u) >= NODE_WIDTH - 1e-6
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in drawing.nodes.values())
