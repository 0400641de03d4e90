"""Appointments traced by hand: windows 09:00-12:00 and 13:00-17:00, a crew half an hour away."""

import numpy as np
import pytest

from domain.check import check
from domain.eventlog import EventLog
from domain.kpi import compute
from scenarios import load
from simulation import run
from simulation.luck import Luck
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

    def drawn(self, round_, occasion):
        uniform = np.full(len(self.customers), fates.get(self.purpose, {}).get(occasion, 0.99))
        return (self.made(uniform) if self.made else uniform).tolist()

    monkeypatch.setattr(Luck, "_draw", drawn)


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


def test_a_novice_waits_at_a_closed_door_as_long_as_anybody(monkeypatch):
    """There at 09:30, rings for 20 min, though its work takes it half as long again."""
    customers_who(monkeypatch, misses={0: 0.0})
    data = by_appointment(missed=0.5, wasted=constant(20), crews=[{**CREW, "novices": 1.0}]).model_dump()
    data["experience"] = {"pace": 1.5}
    log = run_at(type(by_appointment()).from_data(data), [NINE])
    assert told(log)[0][3:] == ("missed", "1 09:50")
    assert spans(log)[-1] == ("work", "1 13:00", "1 13:45")


def test_a_customer_may_move_it_beforehand(monkeypatch):
    """Booked at 08:00, 2 h ahead, for 13:00; moved after 0.1 of 0.5, at 09:00, to 13:00 again."""
    customers_who(monkeypatch, moves={0: 0.1})
    log = run_at(by_appointment(moved=0.5, lead_hours=2), [NINE - 60])
    assert told(log) == [
        ("1 08:00", "1 13:00", "1 17:00", "moved", "1 09:00"),
        ("1 09:00", "1 13:00", "1 17:00", "kept", "1 13:30"),
    ]


def test_what_the_company_does_not_come_to_in_the_window_is_broken_and_gets_the_next():
    """20 min each, so nine fill the 180 min, but the way from the depot takes 30: eight are done by 12:10.

    The ninth, due to begin at 12:10, would come after the window has closed: it gets that from 13:00.
    """
    log = run_at(by_appointment(20), [NINE - 9 + number for number in range(9)])
    assert [row[3:] for row in told(log)[:8]] == [
        ("kept", at)
        for at in ("1 09:30", "1 09:50", "1 10:10", "1 10:30", "1 10:50", "1 11:10", "1 11:30", "1 11:50")
    ]
    assert [row[1:] for row in told(log)[8:]] == [
        ("1 09:00", "1 12:00", "broken", "1 12:00"),
        ("1 13:00", "1 17:00", "kept", "1 13:00"),
    ]
    (rate,) = compute(log, by_appointment().terms(), names=["appointment_kept_rate"])
    assert (rate.mean, rate.n) == (0.9, 10)


def test_a_full_window_sends_the_next_customer_to_the_next_one():
    """Of 180 min half may be promised: of three visits of 60 min two begin within 90, the third at 13:00."""
    log = run_at(by_appointment(60, fill=0.5), [NINE - 3, NINE - 2, NINE - 1])
    assert [row[1:2] + row[3:] for row in told(log)] == [
        ("1 09:00", "kept", "1 09:30"),
        ("1 09:00", "kept", "1 10:30"),
        ("1 13:00", "kept", "1 13:00"),
    ]


def test_what_reaches_beyond_a_window_takes_of_the_next():
    """Each takes 120: the second takes 60 of the next window, there the fourth 60 of 240 and 60 of tomorrow.

    So tomorrow's 180 are full with the fifth, and the sixth gets the window after.
    """
    log = run_at(by_appointment(120), [NINE - 6 + number for number in range(6)])
    windows = ["1 09:00", "1 09:00", "1 13:00", "1 13:00", "2 09:00", "2 13:00"]
    assert [row[1] for row in told(log) if row[3] != "broken"][:6] == windows


def test_one_visit_is_promised_where_anybody_is_on_duty_however_long_it_takes():
    log = run_at(by_appointment(120, fill=0.01), [NINE - 2, NINE - 1])
    assert [row[1] for row in told(log)] == ["1 09:00", "1 13:00"]


def test_the_time_of_an_appointment_that_is_moved_is_free_again(monkeypatch):
    """240 min fill the window from 13:00; moved at 09:00, the same customer may have it once more."""
    customers_who(monkeypatch, moves={0: 0.1})
    log = run_at(by_appointment(240, moved=0.5, lead_hours=2), [NINE - 60])
    assert [row[1:2] + row[3:] for row in told(log)] == [
        ("1 13:00", "moved", "1 09:00"),
        ("1 13:00", "kept", "1 13:30"),
    ]


@pytest.mark.parametrize(("withdrawn_after", "window"), [(60, "1 13:00"), (600, "2 09:00")])
def test_the_time_of_a_customer_who_withdraws_is_free_for_others(withdrawn_after, window):
    """The first, at 08:00, fills the window from 13:00; whoever asks at 09:10 has it if that is withdrawn."""
    data = by_appointment(240, lead_hours=2).model_dump()
    data["tracks"]["plain"]["withdrawal"] = {"share": 1.0, "after": constant(withdrawn_after)}
    log = run_at(type(by_appointment()).from_data(data), [NINE - 60, NINE + 10])
    assert [row[1] for row in told(log)] == ["1 13:00", window]


def test_a_visit_counts_with_the_share_of_closed_doors_it_meets(monkeypatch):
    """Half of the visits take 100 min, half 20: three of 60 fill the 180 min, and the fourth is for 13:00."""
    customers_who(monkeypatch)
    log = run_at(
        by_appointment(100, missed=0.5, wasted=constant(20)), [NINE - 4, NINE - 3, NINE - 2, NINE - 1]
    )
    assert [row[1] for row in told(log)[:4]] == ["1 09:00", "1 09:00", "1 09:00", "1 13:00"]


def test_where_nobody_is_on_duty_no_window_is_offered_and_the_visit_waits():
    log = run_at(by_appointment(crews=[crew("survey", size=0)], days=1), [NINE])
    assert told(log) == []
    assert clock(log.visits["enabled_at"]) == ["1 09:00"]
    assert log.visits["started_at"].isna().all()
    assert check(log) == []


def test_a_window_in_which_no_crew_is_on_duty_is_not_offered():
    """Crews work in the afternoon only; windows are offered by the roster of the day."""
    of = by_appointment().model_dump()
    of["rosters"]["noon_to_five"] = {"shifts": {"mon-sun": ["12:00-17:00"]}}
    of["workforce"]["crews"][0]["roster"] = "noon_to_five"
    log = run_at(type(by_appointment()).from_data(of), [NINE])
    assert told(log) == [("1 09:00", "1 13:00", "1 17:00", "kept", "1 13:30")]


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
