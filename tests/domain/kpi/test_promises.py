import numpy as np

from domain.calendar import WorkingCalendar
from domain.kpi import Measures, Period, Question, ageing, compute, on_time_trend
from domain.service_level import ServiceLevel
from domain.terms import Terms
from tests.domain.logs import application, day_log, deadline, hold, hour, log_of

TWO_DAYS = Period(hour(0), hour(48))


def level(limit: str, effective_from: str | None = None) -> ServiceLevel:
    return ServiceLevel.from_mapping(
        "day", {"limit": limit, "effective_from": effective_from} if effective_from else {"limit": limit}
    )


def on_time(
    terms: Terms, holds: list[dict[str, object]], finished: float | None = 30
) -> tuple[float | None, int]:
    """One application due at 24."""
    log = log_of(
        48,
        applications=[application("A1", 0, finished_at=finished)],
        deadlines=[deadline("A1", 0, 24)],
        holds=holds,
    )
    figure = compute(log, terms, period=TWO_DAYS, names=["on_time_rate"])[0]
    return figure.mean, figure.n


STOPS = level("24 h elapsed from application.submitted to application.finished, stops for customer_absent")
TERMS = Terms(WorkingCalendar.always(), (STOPS,))
ABSENT = hold("A1", "customer_absent", 4, 12)


def test_waiting_for_the_customer_stops_the_clock() -> None:
    # Due at 24, held for 8 hours: due at 32, finished at 30.
    assert on_time(TERMS, [ABSENT]) == (1.0, 1)
    assert on_time(TERMS, []) == (0.0, 1)


def test_a_hold_stops_nothing_without_a_service_level_that_says_so() -> None:
    assert on_time(Terms.default(), [ABSENT]) == (0.0, 1)
    assert on_time(TERMS, [hold("A1", "permit", 4, 12)]) == (0.0, 1)


def test_a_promise_is_not_due_while_its_clock_stands() -> None:
    assert on_time(TERMS, [hold("A1", "customer_absent", 4, None)], finished=None) == (None, 0)


def test_the_version_in_force_when_the_deadline_was_set_decides() -> None:
    # The version that does not stop holds only from the next day, after the deadline was set.
    later = level("24 h elapsed from application.submitted to application.finished", "2026-03-03")
    assert on_time(Terms(WorkingCalendar.always(), (STOPS, later)), [ABSENT]) == (1.0, 1)
    at_once = level("24 h elapsed from application.submitted to application.finished", "2026-03-02")
    assert on_time(Terms(WorkingCalendar.always(), (STOPS, at_once)), [ABSENT]) == (0.0, 1)


def test_the_trend_tells_each_day_what_was_due_on_it() -> None:
    frame = on_time_trend(Measures.of(day_log()), Question(TWO_DAYS, hour(48)), "day")
    # Nothing is due on the first day; A1 (24) is on time and A2 (34) late on the second.
    assert frame["n"].tolist() == [0, 2]
    assert frame["late"].tolist() == [0, 1]
    assert np.isnan(frame["share"][0])
    assert frame["share"][1] == 0.5


def test_ageing_counts_open_work_by_age_and_how_much_is_past_due() -> None:
    frame = ageing(Measures.of(day_log()), Question(TWO_DAYS, hour(35)))
    # At 35 only A2 is open, 25 hours old, and past due since 34.
    assert frame.columns.tolist() == ["from_hours", "to_hours", "open", "past_due"]
    assert frame.iloc[-1].tolist() == [24.0, 48.0, 1, 1]
    assert frame["open"].sum() == 1


def test_no_open_work_has_no_ages() -> None:
    assert ageing(Measures.of(day_log()), Question(TWO_DAYS, hour(-1))).empty
