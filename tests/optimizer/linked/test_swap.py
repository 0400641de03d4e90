"""Two tours go on with each other's visits, as far as crews can do them and nothing pinned is left alone."""

from optimizer import Follows, Mode, Problem, Together
from optimizer.linked.chain import TiedTurn
from optimizer.linked.swap import swap
from optimizer.linked.ties import ties_of
from optimizer.search.luck import luck_of
from optimizer.search.routes import lists_of
from optimizer.search.turn import Lists
from optimizer.translate import arrays_of
from tests.optimizer.line import crew, minutes, plan, problem, visit

METER = {"modes": (Mode(("meter",), minutes(30)),)}
SURVEYS = [visit(name, km) for name, km in (("A", 10), ("B", 20))]


def swapped(asked: Problem) -> list[tuple[bool, Lists]]:
    """What becomes of tours of visits 0, 1 and of 2, 3, by twenty lucks."""
    translated = arrays_of(asked)
    found = []
    for number in range(20):
        start = [[0, 1], [2, 3]]
        turn = TiedTurn(1.0, translated.arrays, ties_of(translated), asked.prices, start, luck_of(number))
        is_well = swap(turn.arrays, turn.ties, turn.state, turn.luck)
        found.append((bool(is_well), lists_of(turn.state.routes)))
    return found


def test_tails_of_two_tours_change_places() -> None:
    alike = problem([*SURVEYS, visit("C", -10), visit("D", -20)], (crew("c1"), crew("c2")))
    one, other = [0, 1], [2, 3]
    cuts = [(first, second) for first in (0, 1) for second in (0, 1)]
    allowed = [[one[:a] + other[b:], other[:b] + one[a:]] for a, b in cuts]
    found = [lists for _, lists in swapped(alike)]
    assert all(lists in allowed for lists in found)
    assert len({str(lists) for lists in found}) > 1


def test_what_the_other_crew_cannot_do_is_taken_out_with_all_that_follows() -> None:
    meters = [visit("C", -10, **METER), visit("D", -20, **METER)]
    crews = crew("c1"), crew("c2", skills=("meter",))
    tied = (Follows(("B", 1), ("C", 1)),)
    for is_well, (surveys, metered) in swapped(problem([*SURVEYS, *meters], crews, links=tied)):
        # B goes wherever c1 is cut, as c2 cannot do it, and C with it; D goes if it is behind the cut.
        assert is_well
        assert surveys in ([], [0])
        assert metered in ([], [3])


def test_a_pinned_visit_is_never_left_without_its_partner() -> None:
    crews = crew("c1"), crew("c2", skills=("survey", "meter"))
    meters = [visit("C", 10, **METER), visit("D", -20, **METER)]
    pinned = plan(("c1", "A", "08:10")).assignments
    asked = problem([*SURVEYS, *meters], crews, links=(Together(("A", 1), ("C", 1)),), pinned=pinned)
    found = swapped(asked)
    assert all(lists[0][0] == 0 for _, lists in found)
    assert {is_well for is_well, lists in found if 2 not in lists[1]} <= {False}
