from dataclasses import replace

import pytest

from domain.bottleneck import Bottleneck, agreement, bottleneck, sentence
from domain.eventlog import EventLog
from domain.kpi import Measures, Period
from tests.domain.logs import application, hold, hour, log_of, segment, shift, visit

PERIOD = Period(hour(0), hour(30))


def queue_for_one_crew(reviews: float = 1.0) -> EventLog:
    """Five homes apply at hour 0: all reviewed at once, then surveyed one after the other by one crew.

    Surveys take 5 h each: they begin at 1, 6, 11, 16 and 21 and end at 6, ..., 26.
    """
    names = [f"A{number}" for number in range(5)]
    begins = [reviews + 5 * number for number in range(5)]
    return log_of(
        30,
        applications=[
            application(name, 0, finished_at=at + 5, region="north", track="home")
            for name, at in zip(names, begins, strict=True)
        ],
        visits=[
            *(visit(name, 1, "review", 0, 0, reviews, resource="desk") for name in names),
            *(
                visit(n, 2, "survey", reviews, at, at + 5, resource="crew")
                for n, at in zip(names, begins, strict=True)
            ),
        ],
        segments=[
            *(segment((name, 1), "work", 0, reviews, "desk") for name in names),
            *(segment((n, 2), "work", at, at + 5, "crew") for n, at in zip(names, begins, strict=True)),
        ],
        duty=[
            shift("desk", 0, 30, department="front"),
            shift("crew", 0, 30, department="field", region="north", skill="survey"),
        ],
    )


def found_in(log: EventLog) -> Bottleneck | None:
    return bottleneck(Measures.of(log), PERIOD)


def test_the_one_crew_everybody_waits_for_is_named() -> None:
    """Waits of 0, 5, 10, 15 and 20 h: 50 h, all there is; the crew works for 25 of 30 h."""
    found = found_in(queue_for_one_crew())
    assert found is None  # 83 % busy, and by the last third the queue is gone: nothing presses
    short = bottleneck(Measures.of(queue_for_one_crew()), Period(hour(0), hour(26)))
    assert short is not None
    # In 26 h: 25 of 26 h at work. First third, 8 2/3 h: 4 wait from 1 to 6, 3 until 8 2/3: 28 h; last third,
    # from 17 1/3: 1 waits until 21, 3 2/3 h. (3.667 - 28) / 8.667 = -2.808.
    assert (short.pool, short.stage, short.share, short.hours) == (
        ("field", "north", "survey", ""),
        "survey",
        1.0,
        pytest.approx(50),
    )
    assert short.utilisation == pytest.approx(25 / 26)
    assert short.growth == pytest.approx(-2.808, abs=1e-3)


def test_a_pool_nobody_waits_for_is_no_bottleneck_however_busy() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0, finished_at=10)],
        visits=[visit("A1", 1, "survey", 0, 0, 10, resource="crew")],
        segments=[segment(("A1", 1), "work", 0, 10, "crew")],
        duty=[shift("crew", 0, 10)],
    )
    assert bottleneck(Measures.of(log), Period(hour(0), hour(10))) is None


def test_waiting_for_the_post_is_waiting_for_no_pool() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0, finished_at=10)],
        visits=[visit("A1", 1, "survey", 0, 9, 10, resource="crew")],
        segments=[segment(("A1", 1), "work", 9, 10, "crew")],
        holds=[hold("A1", "hand_over", 0, 9, ("A1", 1))],
        duty=[shift("crew", 9, 10)],
    )
    assert bottleneck(Measures.of(log), Period(hour(0), hour(10))) is None


def test_work_that_nobody_can_do_is_named_by_stage_and_region() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0, region="north"), application("A2", 0, region="south")],
        visits=[visit("A1", 1, "survey", 0, None, None), visit("A2", 1, "survey", 0, 9, 10, resource="crew")],
        segments=[segment(("A2", 1), "work", 9, 10, "crew")],
        duty=[shift("crew", 9, 10, department="field", region="south")],
    )
    found = bottleneck(Measures.of(log), Period(hour(0), hour(10)))
    # 10 h against 9: too even to name; with the south served at once it is the north.
    assert found is None
    served = [visit("A1", 1, "survey", 0, None, None), visit("A2", 1, "survey", 8, 9, 10, resource="crew")]
    log = log_of(
        10,
        applications=[application("A1", 0, region="north"), application("A2", 0, region="south")],
        visits=served,
        segments=[segment(("A2", 1), "work", 9, 10, "crew")],
        duty=[shift("crew", 9, 10, department="field", region="south")],
    )
    found = bottleneck(Measures.of(log), Period(hour(0), hour(10)))
    assert found is not None
    assert (found.region, found.stage, found.utilisation) == ("north", "survey", None)
    assert "nobody able on duty" in sentence(agreement([found]))


ONE = Bottleneck("survey", "field", "north", "survey", 0.6, 0.9, 100.0, 2.0)
OTHER = replace(ONE, region="south")


def test_most_replications_must_show_the_same() -> None:
    assert agreement([ONE, OTHER, None]).bottleneck is None
    assert agreement([ONE, OTHER]).bottleneck is None
    told = agreement([ONE, replace(ONE, share=0.8, hours=200.0), OTHER])
    assert told.bottleneck == replace(ONE, share=pytest.approx(0.7), hours=150.0)
    assert (told.times, told.of) == (2, 3)


def test_a_sentence_tells_the_evidence() -> None:
    assert sentence(agreement([ONE, ONE, None])) == (
        "Bottleneck: field, survey, north, at survey: 60% of all waiting, 100 h, busy for 90% of the time on "
        "duty; +2.0 visits waiting at the end against the beginning (in 2 of 3 runs)."
    )
    assert sentence(agreement([None])).startswith("No bottleneck is shown")


def test_an_empty_log_shows_none() -> None:
    log = log_of(30, applications=[application("A1", 0)])
    assert found_in(log) is None
