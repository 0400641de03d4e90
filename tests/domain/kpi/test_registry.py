"""Every KPI on a log small enough to be worked out by hand; `tests.domain.logs.day_log` draws it."""

from typing import Any

import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.kpi import KPIS, Figure, Period, compute
from domain.terms import Terms
from tests.domain.logs import (
    Row,
    application,
    day_log,
    deadline,
    hour,
    log_of,
    visit,
)

TWO_DAYS = Period(hour(0), hour(48))
NO_TERMS = Terms.default()


def ask(
    name: str, *by: str, log: EventLog | None = None, period: Period = TWO_DAYS, **more: Any
) -> dict[str, Figure]:
    log = day_log() if log is None else log
    terms = more.pop("terms", NO_TERMS)
    figures = compute(log, terms, more.pop("at", None), period, [name], by)
    return {figure.group: figure for figure in figures}


def numbers(name: str, *by: str, **more: Any) -> dict[str, float | None]:
    return {group: figure.mean for group, figure in ask(name, *by, **more).items()}


def test_submitted_finished_and_withdrawn_are_counted_by_their_own_dates() -> None:
    second_day = Period(hour(24), hour(48))
    # On the second day A3 (30) and A4 (36) come, A2 (40) is finished, A3 (34) is withdrawn.
    assert numbers("submitted", period=second_day) == {"all": 2.0}
    assert numbers("finished", period=second_day) == {"all": 1.0}
    assert numbers("withdrawn", period=second_day) == {"all": 1.0}


def test_a_period_holds_its_start_and_not_its_end() -> None:
    # A1 is submitted at 0 and finished at 20, A2 submitted at 10.
    assert numbers("submitted", period=Period(hour(0), hour(10))) == {"all": 1.0}
    assert numbers("finished", period=Period(hour(20), hour(21))) == {"all": 1.0}


def test_a_count_of_nothing_is_zero_and_a_mean_of_nothing_is_unknown() -> None:
    quiet = Period(hour(-10), hour(-5))
    assert ask("finished", period=quiet)["all"] == Figure("finished", "all", 0.0, None, None, 0, "cases")
    assert ask("cycle_time_mean", period=quiet)["all"] == Figure(
        "cycle_time_mean", "all", None, None, None, 0, "hours"
    )


def test_throughput_is_finished_applications_per_day() -> None:
    # A1 and A2 in 48 hours.
    assert numbers("throughput_per_day") == {"all": 1.0}


def test_a_period_that_goes_on_is_divided_by_what_has_passed_of_it() -> None:
    # Seen from hour 24, one (A1) is finished in a little over one day: `at` itself has passed.
    assert numbers("throughput_per_day", at=hour(24))["all"] == pytest.approx(1.0)
    # A1 stands 20 hours, A2 from 10 to 24, in 24 hours.
    assert numbers("work_in_progress", at=hour(24))["all"] == pytest.approx(34 / 24)


def test_work_in_progress_is_the_exact_time_average() -> None:
    # A1 20, A2 30, A3 4 and A4 12 hours (still open) = 66 application-hours in 48.
    assert ask("work_in_progress")["all"] == Figure(
        "work_in_progress", "all", 66 / 48, None, None, 4, "cases"
    )
    # review 4 + 2 + 3 + 2 = 11, survey 8 + 6 + 6 + 10 = 30, install 8 + 16 = 24.
    assert numbers("work_in_progress", "stage") == {
        "stage=install": 24 / 48,
        "stage=review": 11 / 48,
        "stage=survey": 30 / 48,
    }


def test_open_applications_are_those_open_at_the_end_of_the_period() -> None:
    assert numbers("open_applications") == {"all": 1.0}
    # At the last instant before 32: A2 in install and A3 in review.
    earlier = Period(hour(0), hour(32))
    assert numbers("open_applications", period=earlier) == {"all": 2.0}
    assert numbers("open_applications", "stage", period=earlier) == {
        "stage=install": 1.0,
        "stage=review": 1.0,
    }


def test_cycle_time_is_of_applications_finished_in_the_period_only() -> None:
    # A1 20 and A2 30 hours: mean 25, s = 7.0711, t(1) = 12.7062, half width 12.7062 * 7.0711 / sqrt(2) =
    # 63.531.
    figure = ask("cycle_time_mean")["all"]
    assert (figure.mean, figure.n) == (25.0, 2)
    assert figure.low == pytest.approx(25 - 63.531, abs=1e-3)
    assert figure.high == pytest.approx(25 + 63.531, abs=1e-3)


def test_cycle_time_quantiles_lie_between_the_values_in_proportion() -> None:
    assert numbers("cycle_time_median") == {"all": 25.0}
    # 20 + 0.9 * (30 - 20).
    assert numbers("cycle_time_p90")["all"] == pytest.approx(29.0)


def test_the_time_of_a_visit_is_split_into_four_parts() -> None:
    # A1's survey lasts from 4 to 12: work 7-9 and 11-12, travel 6-7, customer 8-11 less the work of 8-9, the
    # rest waits. A2's two surveys have no segments: waiting 2 and 2, work 4 and 4. A4's is open and does not
    # count.
    assert numbers("working_time", "stage")["stage=survey"] == pytest.approx((3 + 4 + 4) / 3)
    assert numbers("travel_time", "stage")["stage=survey"] == pytest.approx(1 / 3)
    assert numbers("customer_time", "stage")["stage=survey"] == pytest.approx(2 / 3)
    assert numbers("waiting_time", "stage")["stage=survey"] == pytest.approx((2 + 2 + 2) / 3)


def test_waiting_is_not_recorded_where_a_log_tells_one_instant_per_visit() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0, finished_at=4)],
        visits=[visit("A1", 1, "review", 0, None, 4, enabled_inferred=True)],
    )
    figure = ask("waiting_time", log=log)["all"]
    assert (figure.mean, figure.n) == (None, 0)


def test_on_time_counts_deadlines_due_in_the_period_and_leaves_out_the_withdrawn() -> None:
    # Due by 48: A1 (24, finished 20) on time, A2 (34, finished 40) late. A3 and A4 are due later.
    figure = ask("on_time_rate")["all"]
    assert (figure.mean, figure.n) == (0.5, 2)
    # Wilson for 1 of 2: centre (0.5 + 3.8415/4) / (1 + 3.8415/2) = 0.5, half 0.4055.
    assert (figure.low, figure.high) == (pytest.approx(0.0945, abs=1e-4), pytest.approx(0.9055, abs=1e-4))


def test_an_open_deadline_is_late_once_it_is_past_due_and_out_before() -> None:
    three_days = Period(hour(0), hour(72))
    log = day_log(until=72)
    # A4, due at 60 and never finished, is out at 59 and late at 61; A3 was withdrawn at 34, before it was due
    # at 54.
    assert ask("on_time_rate", log=log, period=three_days, at=hour(59))["all"].n == 2
    late = ask("on_time_rate", log=log, period=three_days, at=hour(61))["all"]
    assert (late.mean, late.n) == (pytest.approx(1 / 3), 3)


def test_a_withdrawal_after_the_deadline_leaves_it_late() -> None:
    log = log_of(48, applications=[application("A1", 0, withdrawn_at=30)], deadlines=[deadline("A1", 0, 24)])
    figure = ask("on_time_rate", log=log)["all"]
    assert (figure.mean, figure.n) == (0.0, 1)


def test_completed_on_time_counts_by_the_date_of_completion() -> None:
    # On the second day only A2 is finished, six hours late; due on that day are A2's and no other.
    second_day = Period(hour(24), hour(48))
    assert ask("completed_on_time_rate", period=second_day)["all"].mean == 0.0
    first_day = Period(hour(0), hour(24))
    # A1, finished on the first day, is due at 24, the second.
    assert ask("completed_on_time_rate", period=first_day)["all"].mean == 1.0
    assert ask("on_time_rate", period=first_day)["all"].n == 0


def test_a_promise_without_a_due_instant_is_neither_kept_nor_broken() -> None:
    bare = {"application": "A1", "service_level": "day", "set_at": 0, "met_at": None}
    log = log_of(48, applications=[application("A1", 0, finished_at=30)], deadlines=[bare])
    assert ask("completed_on_time_rate", log=log)["all"].n == 0
    assert ask("on_time_rate", log=log)["all"].n == 0


def test_on_time_can_be_asked_for_by_stage_track_and_region() -> None:
    log = log_of(
        48,
        applications=[application("A1", 0, region="north", finished_at=20)],
        deadlines=[deadline("A1", 0, 24), deadline("A1", 0, 2, met=3, stage="review")],
    )
    assert numbers("on_time_rate", "stage", log=log) == {"stage=review": 0.0, "stage=whole_application": 1.0}
    assert numbers("on_time_rate", "region") == {"region=north": 1.0, "region=south": 0.0}


def test_open_past_due_counts_each_application_once() -> None:
    log = log_of(
        48,
        applications=[application("A1", 0)],
        deadlines=[deadline("A1", 0, 24), deadline("A1", 0, 2, stage="review")],
        visits=[visit("A1", 1, "review", 0, 1, None)],
    )
    assert numbers("open_past_due", log=log) == {"all": 1.0}
    assert numbers("open_past_due", "stage", log=log) == {"stage=review": 1.0}
    assert numbers("open_past_due") == {"all": 0.0}


def test_ageing_is_the_time_since_submission_of_what_is_open() -> None:
    # Seen from 32: A2 is 22 and A3 2 hours old.
    figure = ask("ageing_median", at=hour(32))["all"]
    assert (figure.mean, figure.n) == (12.0, 2)
    assert numbers("ageing_p90", at=hour(32))["all"] == pytest.approx(20.0)


def test_utilisation_is_work_and_travel_on_duty_over_time_on_duty() -> None:
    # desk, on 0-10: review of A1 2-4 = 2 of 10 hours; A2's review at 11 is off duty.
    # crew, on 0-20: A1 6-7, 7-9, 11-12 and 16-20 = 8, A2 14-18 = 4: 12 of 20 hours; on 24-48: A2 30-40 = 10,
    # A4 44-48 (still going on) = 4: 14 of 24 hours.
    by_resource = numbers("utilisation", "resource")
    assert by_resource["resource=desk"] == pytest.approx(2 / 10)
    assert by_resource["resource=crew"] == pytest.approx(26 / 44)
    assert numbers("utilisation")["all"] == pytest.approx(28 / 54)
    assert numbers("utilisation", "department", "skill") == {
        "department=field,skill=survey": pytest.approx(26 / 44),
        "department=front,skill=unknown": pytest.approx(2 / 10),
    }


def test_utilisation_is_cut_to_the_period() -> None:
    # From 30 to 36 the crew is on duty all the time and works on A2 all the time.
    assert numbers("utilisation", "resource", period=Period(hour(30), hour(36))) == {"resource=crew": 1.0}


def test_rework_is_a_stage_visited_again() -> None:
    # Ended: A1, A2, A3; A2 was surveyed twice. Finished: A1, A2.
    assert numbers("rework_rate") == {"all": pytest.approx(1 / 3)}
    assert numbers("rework_rate", "stage") == {"stage=install": 0.0, "stage=review": 0.0, "stage=survey": 0.5}
    assert numbers("first_time_right_rate") == {"all": 0.5}


def test_appointments_are_kept_or_missed_and_nothing_else() -> None:
    def booking(outcome: str, settled: float | None) -> Row:
        return {"application": "A1", "visit": None, "booked_at": 1, "outcome": outcome, "settled_at": settled}

    settled = [("kept", 5), ("kept", 6), ("missed", 7), ("moved", 8), ("cancelled", 9), ("booked", None)]
    log = log_of(48, applications=[application("A1", 0)], appointments=[booking(*one) for one in settled])
    figure = ask("appointment_kept_rate", log=log)["all"]
    assert (figure.mean, figure.n) == (pytest.approx(2 / 3), 3)


def test_cost_is_hours_at_the_price_of_the_resource() -> None:
    terms = Terms(NO_TERMS.calendar, prices={"front": 50.0, "survey": 100.0, "field": 1.0})
    # A1: desk 2 h at 50 (its department), crew 1 + 2 + 1 + 4 = 8 h at 100 (its skill comes first): 900.
    # A2: desk 1 h at 50, crew 4 + 4 + 10 = 18 h at 100: 1850.
    figure = ask("cost_per_application", terms=terms)["all"]
    assert (figure.mean, figure.n, figure.unit) == (1375.0, 2, "CNY")


def test_an_hour_of_travel_has_its_own_price_where_one_is_given() -> None:
    terms = Terms(NO_TERMS.calendar, prices={"front": 50.0, "survey": 100.0, "travel_hour": 10.0})
    # As above, but the one hour on the way to A1 costs 10 instead of 100: (900 - 90 + 1850) / 2.
    assert ask("cost_per_application", terms=terms)["all"].mean == 1330.0


def test_an_application_with_work_that_has_no_price_has_no_cost() -> None:
    terms = Terms(NO_TERMS.calendar, prices={"survey": 100.0})
    figure = ask("cost_per_application", terms=terms)["all"]
    assert (figure.mean, figure.n) == (None, 0)


def test_less_than_an_hour_tells_no_rate_of_a_day() -> None:
    log = log_of(0, applications=[application("A1", 0, finished_at=0)])
    assert ask("throughput_per_day", log=log)["all"].mean is None


def test_a_log_is_judged_as_it_was_known() -> None:
    # Seen from 39, nobody knows that A2 will be finished at 40.
    assert numbers("finished", at=hour(39)) == {"all": 1.0}
    assert numbers("open_applications", at=hour(39)) == {"all": 2.0}


def test_what_was_recorded_later_is_not_known() -> None:
    log = day_log()
    frames = log.frames | {
        "recorded": pd.DataFrame(
            {"frame": ["applications"], "row": [0], "column": ["finished_at"], "recorded_at": [hour(30)]}
        )
    }
    late = EventLog.build(frames, **log.meta)
    assert numbers("finished", log=late, at=hour(25)) == {"all": 0.0}
    assert numbers("finished", log=late, at=hour(31)) == {"all": 1.0}


def test_a_period_can_be_cut_into_days() -> None:
    assert numbers("submitted", "day") == {"day=2026-03-02": 2.0, "day=2026-03-03": 2.0}
    assert numbers("submitted", "region", "day") == {
        "region=north,day=2026-03-02": 1.0,
        "region=south,day=2026-03-02": 1.0,
        "region=north,day=2026-03-03": 1.0,
        "region=south,day=2026-03-03": 1.0,
    }


def test_all_kpis_come_with_their_unit_when_none_is_named() -> None:
    figures = compute(day_log(), NO_TERMS)
    assert [figure.name for figure in figures] == list(KPIS)
    assert all(figure.unit == KPIS[figure.name].unit for figure in figures)


def test_of_all_kpis_those_without_a_dimension_are_left_out() -> None:
    names = {figure.name for figure in compute(day_log(), NO_TERMS, by=["service_level"])}
    assert names == {"on_time_rate", "completed_on_time_rate"}


def test_a_kpi_asked_for_by_name_must_have_the_dimension() -> None:
    with pytest.raises(InputError, match=r"Grouping applications: dimension .* got 'stage'"):
        ask("cycle_time_mean", "stage")


def test_an_unknown_kpi_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"got 'cycle_time_men' \(nearest: 'cycle_time_mean'\)"):
        ask("cycle_time_men")


def test_every_kpi_states_its_cohort() -> None:
    assert all(
        "Cohort:" in (kpi.sample.__doc__ or "") or "as for the" in (kpi.sample.__doc__ or "")
        for kpi in KPIS.values()
    )


def with_contacts() -> EventLog:
    """The desk (on duty from 0 to 10) answers A1 from 4 to 5, and a call about nobody from 9 to 12."""
    log = day_log()
    contacts = pd.DataFrame(
        {
            "application": [0, -1],
            "kind": ["enquiry", "enquiry"],
            "department": ["front", "front"],
            "resource": ["desk", "desk"],
            "received_at": [hour(3), hour(8)],
            "started_at": [hour(4), hour(9)],
            "handled_at": [hour(5), hour(12)],
        }
    )
    return EventLog.build({**log.frames, "contacts": contacts}, **log.meta)


def test_the_utilisation_of_a_desk_counts_its_work_on_contacts() -> None:
    # The desk reviews A1 from 2 to 4: 2 h of 10. Contacts add 4 to 5, and 9 to 10, the end of its shift.
    assert numbers("utilisation", "resource")["resource=desk"] == pytest.approx(0.2)
    assert numbers("utilisation", "resource", log=with_contacts())["resource=desk"] == pytest.approx(0.4)


def test_an_application_costs_the_work_on_its_contacts_too() -> None:
    terms = Terms(NO_TERMS.calendar, prices={"front": 60.0, "survey": 100.0, "travel_hour": 40.0})
    period = {"period": Period(hour(0), hour(24)), "terms": terms}
    # One more hour of the desk for A1, the only one finished by 24.
    before, after = (
        ask("cost_per_application", log=log, **period)["all"].mean for log in (day_log(), with_contacts())
    )
    assert before is not None
    assert after == pytest.approx(before + 60)
