from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.eventlog import EventLog
from domain.instants import HOUR
from domain.kpi import Measures, Period
from domain.lateness import CAUSES, Lateness, attribute
from domain.service_level import ServiceLevel
from domain.terms import Terms
from tests.domain.kpi.random_logs import SPAN, random_log
from tests.domain.logs import application, deadline, hold, hour, log_of, segment, shift, visit


def late_home(**more: Any) -> EventLog:
    """One home, promised within 30 h and done after 60 h, and when the crew is on duty.

    ::

        hour   0         8   10  12      20      28  30     36   40      50  52       60
               |review, by post|desk    |customer confirms |survey ........  ........|
        desk on duty 8-20 and 32-40; crew on duty 24-38 and 50-60
        survey: waits 30-36, travels 36-37, works 37-38, pauses 38-50, works 50-60
    """
    frames = {
        "applications": [application("A1", 0, finished_at=60, region="north", track="home")],
        "visits": [
            visit("A1", 1, "review", 0, 10, 12, resource="desk"),
            visit("A1", 2, "confirmation", 12, 30, 30),
            visit("A1", 3, "survey", 30, 37, 60, resource="crew"),
        ],
        "segments": [
            segment(("A1", 1), "work", 10, 12, "desk"),
            segment(("A1", 3), "travel", 36, 37, "crew"),
            segment(("A1", 3), "work", 37, 38, "crew"),
            segment(("A1", 3), "work", 50, 60, "crew"),
        ],
        "holds": [
            hold("A1", "hand_over", 0, 8, ("A1", 1)),
            hold("A1", "customer_confirmation", 12, 30, ("A1", 2)),
        ],
        "deadlines": [deadline("A1", 0, 30)],
        "duty": [
            *(shift("desk", on, off, department="front") for on, off in ((8, 20), (32, 40))),
            *(shift("crew", on, off, department="field", region="north") for on, off in ((24, 38), (50, 60))),
        ],
    }
    return log_of(100, **{**frames, **more})


def hours_of(log: EventLog, terms: Terms | None = None, at: float | None = None) -> dict[str, float]:
    """Hours by cause of all late deadlines together, causes without any left out."""
    found = attribute(Measures.of(log, terms), at=None if at is None else hour(at))
    hours = found.parts.sum(axis=0) / HOUR
    return {cause: round(float(one), 9) for cause, one in zip(CAUSES, hours, strict=True) if one}


def test_the_hours_beyond_the_limit_are_split_by_what_the_whole_way_went_to() -> None:
    # Of 60 h: by post 0-8, queue 8-10 (the desk is on duty and busy), work 10-12 and 37-38 and 50-60 (13),
    # customer 12-30 (18), queue 30-36 (the crew is on duty), travel 36-37 (1), roster 38-50 (12).
    # Late by 30 h, half of the way: so half of each.
    assert hours_of(late_home()) == {
        "work": 6.5, "travel": 0.5, "customer": 9.0, "coordination": 4.0, "queue": 4.0, "roster": 6.0,
    }  # fmt: skip


def test_a_promise_kept_is_not_split() -> None:
    assert hours_of(late_home(deadlines=[deadline("A1", 0, 60)])) == {}


def test_an_open_promise_is_late_by_the_time_until_now() -> None:
    """At hour 36: late by 6 of 36 h; 2 h work, 18 h customer, 8 h by post and 8 h queue, a sixth of each."""
    late = hours_of(late_home().as_of(hour(36)), at=36)
    assert late == {
        "work": round(2 / 6, 9),
        "customer": 3.0,
        "coordination": round(8 / 6, 9),
        "queue": round(8 / 6, 9),
    }


def test_all_of_a_repeated_visit_is_rework() -> None:
    again = [
        visit("A1", 1, "survey", 0, 1, 10, resource="crew"),
        visit("A1", 2, "survey", 10, 30, 40, resource="crew"),
    ]
    work = [segment(("A1", 1), "work", 1, 10, "crew"), segment(("A1", 2), "work", 30, 40, "crew")]
    log = late_home(
        applications=[application("A1", 0, finished_at=40)],
        visits=again,
        segments=work,
        holds=[],
        deadlines=[deadline("A1", 0, 20)],
        duty=[shift("crew", 0, 60)],
    )
    # Of 40 h: queue 0-1, work 1-10, rework 10-40; late by 20 h.
    assert hours_of(log) == {"work": 4.5, "rework": 15.0, "queue": 0.5}


def test_time_in_which_the_clock_stood_has_no_part() -> None:
    limit = "30 h elapsed from application.submitted to application.finished, stops for customer_confirmation"
    level = ServiceLevel.from_mapping("day", {"limit": limit})
    terms = Terms(Terms.default().calendar, (level,))
    # Due at 30 + 18 = 48, late by 12 h; of the 42 h that count 8 were by post, 13 work, 12 roster ...
    late = hours_of(late_home(), terms)
    assert "customer" not in late
    assert late["coordination"] == pytest.approx(12 * 8 / 42)
    assert sum(late.values()) == pytest.approx(12)


def test_an_appointment_missed_is_the_customer_s_time() -> None:
    booked = {"application": "A1", "visit": ("A1", 3), "booked_at": 30, "outcome": "missed", "settled_at": 36}
    # The 6 h of queue from 30 to 36 are the customer's.
    late = hours_of(late_home(appointments=[booked]))
    assert (late["customer"], late["queue"]) == (12.0, 1.0)


def test_without_duty_waiting_is_not_told_apart() -> None:
    late = hours_of(late_home(duty=[]))
    # Of 60 h: waiting 8-10, 30-36 and 38-50: 20 h, half of them late.
    assert late == {"work": 6.5, "travel": 0.5, "customer": 9.0, "coordination": 4.0, "not_recorded": 10.0}


def test_without_segments_work_is_not_told_from_its_breaks() -> None:
    late = hours_of(late_home(segments=[]))
    # Review 10-12 and survey 37-60 are not told; 36-37 becomes a queue.
    assert late == {"customer": 9.0, "coordination": 4.0, "queue": 4.5, "not_recorded": 12.5}


def test_where_nobody_was_ever_seen_able_it_is_the_roster() -> None:
    log = late_home(
        applications=[application("A1", 0, region="north", track="home")],
        visits=[visit("A1", 1, "survey", 0, None, None)],
        segments=[],
        holds=[],
    )
    assert hours_of(log) == {"roster": 70.0}


@pytest.mark.parametrize("seed", range(5))
def test_the_parts_sum_to_the_whole_to_the_microsecond(seed: int) -> None:
    found = late(random_log(seed, size=60))
    assert found.rows.size > 10
    assert (found.parts.sum(axis=1) == found.late).all()
    assert (found.parts >= 0).all()
    assert (found.late > 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_a_split_cause_is_charged_as_much_as_before(seed: int) -> None:
    """Two holds one after the other, or one as long as both."""
    cut = float(np.random.default_rng(seed).uniform(13, 29))
    parts = [
        hold("A1", "hand_over", 0, 8, ("A1", 1)),
        hold("A1", "customer_confirmation", 12, cut, ("A1", 2)),
        hold("A1", "customer_absent", cut, 30, ("A1", 2)),
    ]
    assert hours_of(late_home(holds=parts)) == hours_of(late_home())


def test_only_deadlines_due_in_the_period_count() -> None:
    after = Period(hour(31), hour(SPAN))
    assert attribute(Measures.of(late_home()), after).rows.size == 0


def late(log: EventLog) -> Lateness:
    return attribute(Measures.of(log), at=pd.Timestamp(hour(SPAN)))


def test_a_complaint_is_late_for_its_own_reasons_and_not_for_those_of_its_application() -> None:
    """Received at 15, taken up at 34, answered at 35, promised by 19: late by 16 of 20 h.

    The desk is on duty until 20 and from 32: queue 15-20 and 32-34 (7 h), roster 20-32 (12 h), work 34-35.
    """
    contact = {
        "application": "A1",
        "kind": "complaint",
        "department": "front",
        "received_at": 15,
        "started_at": 34,
        "handled_at": 35,
    }
    promise = deadline("A1", 15, 19, 35, service_level="reply", stage="complaint")
    late = hours_of(late_home(contacts=[contact], deadlines=[promise]))
    assert late == {"work": 0.8, "queue": 5.6, "roster": 9.6}
