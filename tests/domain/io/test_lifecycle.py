import numpy as np

from domain.instants import UNKNOWN
from domain.io.lifecycle import STEPS, Found, fold

NEVER = int(UNKNOWN)


def folded(*events: tuple[int, str, int]) -> Found:
    """Events (key, transition, instant) in order."""
    keys, words, micros = zip(*events, strict=True)
    rows = np.arange(len(events))
    return fold(keys, [STEPS[word] for word in words], micros, rows, len(events))


def times(found: Found) -> list[tuple[int, int, int]]:
    return list(zip(found.enabled.tolist(), found.started.tolist(), found.completed.tolist(), strict=True))


def test_schedule_start_and_complete_make_one_visit() -> None:
    found = folded((0, "schedule", 1), (0, "start", 2), (0, "complete", 5))
    assert times(found) == [(1, 2, 5)]
    assert found.visit_of.tolist() == [0, 0, 0]
    assert len(found.segments) == 0


def test_of_two_visits_to_a_stage_the_first_begun_is_the_first_ended() -> None:
    found = folded((0, "start", 1), (0, "start", 2), (0, "complete", 3), (0, "complete", 4))
    assert times(found) == [(NEVER, 1, 3), (NEVER, 2, 4)]


def test_a_completion_without_a_start_does_not_take_the_start_of_the_next_visit() -> None:
    found = folded((0, "complete", 1), (0, "start", 2), (0, "complete", 3))
    assert times(found) == [(NEVER, NEVER, 1), (NEVER, 2, 3)]


def test_work_that_was_suspended_is_two_segments() -> None:
    # Works 1 to 4 and 7 to 9: 5 of the 8 between start and completion.
    found = folded((0, "start", 1), (0, "suspend", 4), (0, "resume", 7), (0, "complete", 9))
    assert times(found) == [(NEVER, 1, 9)]
    assert found.segments.tolist() == [[0, 1, 4], [0, 7, 9]]


def test_work_that_goes_on_at_the_end_of_the_log_is_an_open_segment() -> None:
    found = folded((0, "start", 1), (0, "suspend", 2), (0, "resume", 3))
    assert found.segments.tolist() == [[0, 1, 2], [0, 3, NEVER]]


def test_a_resumption_without_a_suspension_is_a_start() -> None:
    assert times(folded((0, "resume", 3), (0, "complete", 4))) == [(NEVER, 3, 4)]


def test_an_assignment_belongs_to_the_visit_that_waits_and_moves_nothing() -> None:
    found = folded((0, "assign", 0), (0, "schedule", 1), (0, "assign", 2), (0, "suspend", 3))
    assert found.visit_of.tolist() == [-1, 0, 0, 0]
    assert times(found) == [(1, NEVER, NEVER)]


def test_what_shares_nothing_is_not_tied_together() -> None:
    assert times(folded((0, "start", 1), (1, "complete", 2))) == [(NEVER, 1, NEVER), (NEVER, NEVER, 2)]
