"""Customers who call: traced by hand, and what self-service changes."""

import pytest

from domain.errors import InputError
from domain.kpi import compute
from scenarios import Scenario, load
from simulation import run
from tests.simulation.small import clock, constant, desk, run_at, scenario_data

SOON = {"soon": {"limit": "20 min elapsed from application.submitted to application.finished"}}
FINISH_24H = "24 h elapsed from application.submitted to application.finished"


def calling(contacts, stages=None, desks=None, **more):
    """One stage of an hour at one office; contacts wait there too, behind the stage's work."""
    data = scenario_data(
        stages or {"design": desk("office", constant(60))}, desks or {"office": 1}, days=10, **more
    )
    return Scenario.from_data({**data, "contacts": {"desk": "office", **contacts}})


def contacts_of(log, kind):
    of_kind = log.contacts[log.contacts["kind"] == kind]
    return [clock(of_kind[column]) for column in ("received_at", "started_at", "handled_at")]


COMPLAINT = {"complaint": {"when_late": 1.0, "duration": constant(30)}}


def test_a_customer_complains_when_a_promise_is_missed_and_the_desk_answers():
    """Promised within 24 h; the only desk is off, so the promise made at 12:00 is missed on day 2 at 12:00.

    The office, which opens at 09:00, is idle then and answers at once, in 30 min.
    """
    stages = {"survey": desk("closed", constant(1))}
    of = calling(COMPLAINT, stages, {"office": 1, "closed": 0}, service_levels={"day": {"limit": FINISH_24H}})
    assert contacts_of(run_at(of, [720.0]), "complaint") == [["2 12:00"], ["2 12:00"], ["2 12:30"]]


def test_nobody_complains_of_a_promise_kept():
    of = calling(COMPLAINT, service_levels={"day": {"limit": FINISH_24H}})
    assert len(run_at(of, [720.0]).contacts) == 0


def test_contacts_and_visits_wait_in_one_queue():
    """Promised within 20 min, so the customers of 09:00 and 09:30 complain at 09:20 and 09:50.

    The only person designs until 10:00, then takes in turn the complaint of 09:20 (30 min), the design of
    09:30 (60 min) and the complaint of 09:50.
    """
    log = run_at(calling({"priority": 0, **COMPLAINT}, service_levels=SOON), [540.0, 570.0])
    assert clock(log.visits["started_at"]) == ["1 09:00", "1 10:30"]
    assert contacts_of(log, "complaint") == [
        ["1 09:20", "1 09:50"], ["1 10:00", "1 11:30"], ["1 10:30", "1 12:00"],
    ]  # fmt: skip
    assert set(log.contacts["resource"]) == {"office-1"}


def test_the_utilisation_of_the_desk_counts_its_contacts():
    """Two designs of 60 min and two complaints of 30 min in ten days of 8 h: 3 h of 80."""
    of = calling(
        COMPLAINT,
        service_levels={
            "soon": {"limit": "20 min elapsed from application.submitted to application.finished"}
        },
    )
    log = run_at(of, [540.0, 570.0])
    assert compute(log, of.terms(), names=["utilisation"])[0].mean == pytest.approx(3 / 80)


def test_a_hold_that_stops_the_clock_stops_the_complaint():
    """24 h promised, held for 30 h from the start: due after 54 h; the customer waits for 5 days."""
    stages = {
        "answer": {"department": "office", "hold": {"cause": "customer", "duration": constant(30 * 60)}},
        "permit": {"department": "office", "hold": {"cause": "permit", "duration": constant(5 * 24 * 60)}},
    }
    limit = f"{FINISH_24H}, stops for customer"
    log = run_at(calling(COMPLAINT, stages, service_levels={"day": {"limit": limit}}), [720.0])
    # Looked at 24 h (held) and, a day later, at 48 h (54 h are allowed): complains at 54 h, day 3 18:00,
    # after hours.
    assert contacts_of(log, "complaint") == [["3 18:00"], ["4 09:00"], ["4 09:30"]]


def test_the_reply_to_a_complaint_may_be_promised():
    """Received on day 2 at 12:00 and handled at 12:30."""
    levels = {
        "day": {"limit": FINISH_24H},
        "reply_2h": {"limit": "2 h elapsed from complaint.received to complaint.handled"},
        "reply_20_min": {"limit": "20 min elapsed from contact.received to contact.handled"},
    }
    stages = {"survey": desk("closed", constant(1))}
    log = run_at(calling(COMPLAINT, stages, {"office": 1, "closed": 0}, service_levels=levels), [720.0])
    replies = log.deadlines[log.deadlines["service_level"] != "day"]
    assert list(replies["stage"]) == ["complaint", "complaint"]
    assert sorted(
        zip(replies["service_level"], clock(replies["due_at"]), clock(replies["met_at"]), strict=True)
    ) == [
        ("reply_20_min", "2 12:20", "2 12:30"),
        ("reply_2h", "2 14:00", "2 12:30"),
    ]


def enquiring(per_open_day=2.0, applications=40, **more):
    """Everybody waits three days for a permit, and asks twice a day meanwhile."""
    stages = {"permit": {"department": "office", "hold": {"cause": "permit", "duration": constant(3 * 1440)}}}
    enquiry = {"per_open_day": per_open_day, "duration": constant(6), **more}
    return run_at(calling({"enquiry": enquiry}, stages), [float(k) for k in range(applications)])


def test_customers_enquire_while_their_application_is_open_and_not_after():
    log = enquiring()
    # 40 customers, 3 days, twice a day: 240 expected, a standard deviation of 15.5
    assert len(log.contacts) == pytest.approx(240, abs=4 * 15.5)
    end = log.applications["finished_at"].to_numpy()[log.contacts["application"]]
    assert (log.contacts["received_at"].to_numpy() < end).all()


def test_other_customers_change_nothing_about_the_enquiries_of_one():
    few, many = enquiring(applications=3), enquiring(applications=40)
    first = [list(log.contacts.loc[log.contacts["application"] == 0, "received_at"]) for log in (few, many)]
    assert first[0] == first[1]
    assert first[0]


def test_self_service_answers_its_share_at_once_and_the_rest_comes_prepared():
    log, plain = enquiring(self_service=0.5, prepared=constant(4)), enquiring()
    alone = log.contacts["resource"].isna()
    # A share of 0.5 of some 240: a standard deviation of 0.032
    assert alone.mean() == pytest.approx(0.5, abs=4 * 0.033)
    assert (log.contacts["handled_at"] == log.contacts["received_at"])[alone].all()
    assert list(log.contacts["received_at"]) == list(plain.contacts["received_at"])
    busy = [compute(one, calling({}).terms(), names=["utilisation"])[0].mean for one in (log, plain)]
    assert busy[0] == pytest.approx(busy[1] * (1 - alone.mean()) * 4 / 6)


def test_intelligent_service_relieves_the_desk():
    base = load("traditional").vary(days=20)
    pulled = base.vary(levers={"intelligent_service": True})
    busy = []
    for scenario in (base, pulled):
        figures = compute(run(scenario, 5), scenario.terms(), names=["utilisation"], by=["department"])
        busy += [one.mean for one in figures if one.group == "department=customer_service"]
    assert busy[1] < busy[0]


def test_a_desk_that_answers_must_be_there():
    data = scenario_data({"design": desk("office", constant(60))}, {"office": 1})
    with pytest.raises(InputError, match=r"contacts.desk must name a desk that can answer, got 'ofice'"):
        Scenario.from_data({**data, "contacts": {"desk": "ofice"}})


def test_a_promise_about_a_contact_that_never_comes_in_is_a_slip():
    levels = {"reply": {"limit": "2 h elapsed from compliant.received to complaint.handled"}}
    with pytest.raises(
        InputError,
        match=r"a kind of contact that comes in, got 'compliant'",
    ):
        calling(COMPLAINT, service_levels=levels)
