"""Appointments traced by hand: windows 09:00-12:00 and 13:00-17:00, a crew half an hour away."""

import numpy as np
import pytest

from domain.check import check
from domain.eventlog import EventLog
from domain.kpi import compute
from scenarios import load
from simulation import appointments, run
from tests.simulation.small import clock, constant, crew, field, run_at, scenario
from tests.simulation.test_trace import spans

NINE = 540.0
WINDOWS = {"windows": ["09:00-12:00", "13:00-17:00"], "roster": "nine_to_five"}
CREW = crew("survey", latitude=31.1)


def by_appointment(minutes=30, crews=(CREW,), days=3, unfinished="overtime", **more):
    survey = field("survey", constant(minutes), unfinished=unfinished)
    return scenario({"survey": {**survey, "appointment": {**WINDOWS, **more}}}, crews=crews, days=days)


def told(log):
    """Each appointment: booked, window, outcome, settled."""
    columns = ("booked_at", "window_start", "window_end")
    frame = log.appointments
    instants = [clock(frame[column]) for column in columns]
    return list(zip(*instants, frame["outcome"], clock(frame["settled_at"]), strict=True))


def customers_who(monkeypatch, **fates):
    """Give the customer's numbers, by purpose and occasion: below the share it happens."""

    def luck(self, purpose, visit):
        return np.float64(fates.get(purpose, {}).get(visit.occasion, 0.99))

    monkeypatch.setattr(appointments.Appointments, "_luck", luck)


def test_the_crew_sets_out_when_the_window_opens_and_the_appointment_is_kept_when_work_begins():
    """Ready at 09:00, 2 h ahead: the window from 13:00; there at 13:30, done at 14:00."""
    log = run_at(by_appointment(lead_hours=2), [NINE])
    assert told(log) == [("1 09:00", "1 13:00", "1 17:00", "kept", "1 13:30")]
    assert spans(log) == [("travel", "1 13:00", "1 13:30"), ("work", "1 13:30", "1 14:00")]
    assert check(log) == []
    assert EventLog.from_events(log.to_events(), **log.meta) == log


def test_a_customer_who_wants_it_later_gets_a_later_window():
    """Ready at 09:00, wanted 20 h later, at 05:00 of the next day: the window from 09:00."""
    log = run_at(by_appointment(later=constant(20 * 60)), [NINE])
    assert told(log) == [("1 09:00", "2 09:00", "2 12:00", "kept", "2 09:30")]


def test_at_a_closed_door_the_crew_loses_its_way_and_the_visit_is_booked_anew(monkeypatch):
    """There at 09:30, rings for 20 min; at 09:50 the window from 13:00 is agreed; the crew stays."""
    customers_who(monkeypatch, misses={0: 0.0})
    log = run_at(by_appointment(missed=0.5, wasted=constant(20)), [NINE])
    assert told(log) == [
        ("1 09:00", "1 09:00", "1 12:00", "missed", "1 09:50"),
        ("1 09:50", "1 13:00", "1 17:00", "kept", "1 13:00"),
    ]
    assert spans(log) == [
        ("travel", "1 09:00", "1 09:30"),
        ("travel", "1 09:30", "1 09:50"),
        ("work", "1 13:00", "1 13:30"),
    ]
    assert clock(log.visits["started_at"]) == ["1 13:00"]


def test_a_customer_may_move_it_beforehand(monkeypatch):
    """Booked at 08:00, 2 h ahead, for 13:00; moved after 0.1 of 0.5, at 09:00, to 13:00 again."""
    customers_who(monkeypatch, moves={0: 0.1})
    log = run_at(by_appointment(moved=0.5, lead_hours=2), [NINE - 60])
    assert told(log) == [
        ("1 08:00", "1 13:00", "1 17:00", "moved", "1 09:00"),
        ("1 09:00", "1 13:00", "1 17:00", "kept", "1 13:30"),
    ]


def test_what_the_company_does_not_come_to_in_the_window_is_broken_and_gets_the_next():
    """2 h each: the crew is at the first from 09:30 to 11:30, at the second until 13:30; the third waits.

    Its window closes at 12:00, the next opens at 13:00, and work begins at 13:30.
    """
    log = run_at(by_appointment(120), [NINE - 3, NINE - 2, NINE - 1])
    assert [row[1:] for row in told(log)] == [
        ("1 09:00", "1 12:00", "kept", "1 09:30"),
        ("1 09:00", "1 12:00", "kept", "1 11:30"),
        ("1 09:00", "1 12:00", "broken", "1 12:00"),
        ("1 13:00", "1 17:00", "kept", "1 13:30"),
    ]
    (rate,) = compute(
        log, scenario({}).terms() if False else by_appointment().terms(), names=["appointment_kept_rate"]
    )
    assert (rate.mean, rate.n) == (0.75, 4)


def test_who_would_come_after_the_window_has_closed_does_not_come():
    """At the first from 09:30 to 12:01; at 12:00 the window of the second has closed."""
    log = run_at(by_appointment(151), [NINE - 2, NINE - 1])
    assert [row[3:] for row in told(log)] == [("kept", "1 09:30"), ("broken", "1 12:00"), ("kept", "1 13:00")]


def test_a_crew_does_not_set_out_for_a_door_it_reaches_after_the_window():
    """The window is 09:00-09:20 and the way takes 30 min: nobody ever comes, and each morning's is broken."""
    log = run_at(by_appointment(windows=["09:00-09:20"]), [NINE])
    assert [row[3:] for row in told(log)] == [
        ("broken", "1 09:20"),
        ("broken", "2 09:20"),
        ("broken", "3 09:20"),
        ("booked", "-"),
    ]
    assert spans(log) == []


def test_without_crews_appointments_are_broken_and_the_next_one_stands():
    log = run_at(by_appointment(crews=[crew("survey", size=0)], days=1), [NINE])
    assert [row[3:] for row in told(log)] == [("broken", "1 12:00"), ("broken", "1 17:00"), ("booked", "-")]


def test_the_appointment_of_a_customer_who_withdraws_is_cancelled():
    """Booked at 09:00 for the next day, withdrawn at 10:00."""
    of = by_appointment(lead_hours=20)
    data = of.model_dump()
    data["tracks"]["plain"]["withdrawal"] = {"share": 1.0, "after": constant(60)}
    log = run_at(type(of).from_data(data), [NINE])
    assert told(log) == [("1 09:00", "2 09:00", "2 12:00", "cancelled", "1 10:00")]


@pytest.fixture(scope="module")
def pair():
    base = load("one_stop").vary(days=20)
    return [run(one, 3) for one in (base, base.vary(levers={"reminders": True}))]


def test_reminders_have_fewer_customers_miss_their_appointment(pair):
    without, reminded = ((log.appointments["outcome"] == "missed").sum() for log in pair)
    assert 0 < reminded < 0.6 * without


def test_no_work_begins_outside_of_a_window(pair):
    """Whatever is kept has begun between the edges of its window, and each booking follows the last."""
    for log in pair:
        kept = log.appointments[log.appointments["outcome"] == "kept"]
        assert (kept["settled_at"].between(kept["window_start"], kept["window_end"])).all()
        started = log.visits["started_at"].to_numpy()[kept["visit"]]
        assert (started == kept["settled_at"].to_numpy()).all()
        assert not log.appointments.duplicated(["visit", "booked_at"]).any()
