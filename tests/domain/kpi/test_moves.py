import pytest

from domain.kpi import Measures, Period, moves
from tests.domain.logs import application, hold, hour, log_of, segment, visit

SECOND_DAY = Period(hour(24), hour(48))


def told(log: object, at_most: int = 3_000) -> object:
    return moves(Measures.of(log), SECOND_DAY, at_most)  # type: ignore[arg-type]


def test_visits_and_what_happens_in_them_are_told_in_minutes_of_the_day() -> None:
    log = log_of(
        60,
        applications=[application("A1", 20, finished_at=30), application("A2", 25), application("A3", 50)],
        visits=[
            visit("A1", 1, "review", 20, 21, 22),
            visit("A1", 2, "survey", 22, 26, 30),
            visit("A2", 1, "review", 25, None, None),
            visit("A3", 1, "review", 50, None, None),
        ],
        segments=[segment(("A1", 2), "travel", 26, 27), segment(("A1", 2), "work", 27, 30)],
        holds=[hold("A1", "customer_confirmation", 23, 25, visit=("A1", 2))],
    )
    found = told(log)
    # Hour 24 is minute 0: A1's survey has begun before and ends at hour 30, minute 360; A2's review goes on.
    assert found.visits[["application_id", "stage", "start", "end"]].to_numpy().tolist() == [
        ["A1", "survey", 0, 360],
        ["A2", "review", 60, 1440],
    ]
    assert found.spells.to_numpy().tolist() == [
        [0, "working", 180, 360],
        [0, "travel", 120, 180],
        [0, "customer", 0, 60],
    ]
    assert (found.submitted.tolist(), found.finished.tolist()) == ([60], [360])
    assert found.left_out == 0


@pytest.mark.parametrize(("at_most", "left"), [(10, 0), (9, 1), (2, 8)])
def test_of_more_applications_than_can_be_shown_an_even_choice_is_told(at_most: int, left: int) -> None:
    names = [f"A{n}" for n in range(10)]
    log = log_of(
        60,
        applications=[application(name, 20 + n / 10) for n, name in enumerate(names)],
        visits=[visit(name, 1, "review", 30, None, None) for name in names],
    )
    found = told(log, at_most)
    assert (len(found.visits), found.left_out) == (10 - left, left)
    assert {found.visits["application_id"].iloc[0], found.visits["application_id"].iloc[-1]} == {"A0", "A9"}
