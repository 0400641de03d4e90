"""Holds move a dispatcher's due instants just as they move the log's."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from simpy import Environment

from domain.due import due_at
from domain.holds import Holds
from domain.service_level import read_service_levels
from scenarios import load
from simulation.application import Application
from simulation.promises import Mark, due_of
from simulation.record import Record
from simulation.service import Service
from simulation.stops import Stop, later_of

HOLDS = 400
SERVICE = Service(Environment(), Record())


def level(text):
    limit = f"{text}, stops for permit"
    return read_service_levels({"promise": {"limit": limit}})[0]


def application():
    return Application(0, row=0, region=0, site=(1.0, 0.0, 0.0), pace_minutes=1.0, steps=1)


def make_elapsed(hours=10):
    scenario = load("one_stop")
    told = (level(f"{hours} h elapsed from a.enabled to b.completed"), scenario.terms().calendar)
    due, later = due_of(*told, scenario.horizon), later_of(*told, scenario.horizon)
    return Mark(0, due, False, [True]), Stop(0, later, [True])


def test_holds_side_by_side_count_once():
    """10 h from 0: held from 1 h to 4 h and from 2 h to 6 h, that is 5 h, so due at 15 h."""
    mark, stop = make_elapsed()
    one = application()
    mark.note(SERVICE, one, 0.0)
    stop.begin(one, 60.0)
    stop.begin(one, 120.0)
    stop.end(one, 240.0)
    assert one.due_minutes == 600.0, "the other hold still stops the clock"
    stop.end(one, 360.0)
    assert one.due_minutes == 900.0


def test_only_what_lies_after_the_start_of_the_clock_counts():
    """Held from 0 to 5 h, set at 2 h: 3 h, so due at 2 + 10 + 3 = 15 h."""
    mark, stop = make_elapsed()
    one = application()
    stop.begin(one, 0.0)
    mark.note(SERVICE, one, 120.0)
    stop.end(one, 300.0)
    assert one.due_minutes == 900.0


def test_a_hold_after_the_time_is_up_moves_nothing():
    mark, stop = make_elapsed()
    one = application()
    mark.note(SERVICE, one, 0.0)
    stop.begin(one, 601.0)
    stop.end(one, 700.0)
    assert one.due_minutes == 600.0


def test_a_promise_kept_is_moved_no_more():
    mark, stop = make_elapsed()
    one = application()
    mark.note(SERVICE, one, 0.0)
    stop.begin(one, 60.0)
    Mark(0, None, False, [True]).note(SERVICE, one, 90.0)
    stop.end(one, 120.0)
    assert one.due_minutes == float("inf")


def test_a_promise_to_others_is_not_stopped():
    mark, stop = make_elapsed()
    others = Stop(0, stop.later, [False])
    one = application()
    mark.note(SERVICE, one, 0.0)
    others.begin(one, 60.0)
    others.end(one, 120.0)
    assert (one.due_minutes, one.stopped) == (600.0, {})


@pytest.mark.parametrize(
    "text",
    [
        "10 h elapsed from a.enabled to b.completed",
        "12 working hours from a.enabled to b.completed",
        "2 working days from a.enabled to b.completed, first day next",
        "3 working days from a.enabled to b.completed, first day same, due end of shift",
    ],
)
def test_a_dispatcher_reckons_the_same_as_the_log_after_any_holds(text):
    """Two holds each, at random places within two weeks of a random start; they may overlap."""
    scenario, promise, luck = load("one_stop"), level(text), np.random.default_rng(7)
    calendar, origin = scenario.terms().calendar, scenario.horizon.covered.start
    due, later = (make(promise, calendar, scenario.horizon) for make in (due_of, later_of))
    starts = np.round(luck.uniform(0, 60 * 1440, HOLDS))
    spans = starts[:, None, None] + np.round(np.sort(luck.uniform(-1440, 5 * 1440, (HOLDS, 2, 2)), axis=2))

    def instants(minutes):
        return pd.DatetimeIndex(origin + pd.to_timedelta(minutes, unit="min")).as_unit("us")

    flat = spans.reshape(-1, 2)
    holds = Holds(
        np.repeat(np.arange(HOLDS), 2),
        instants(flat[:, 0]).asi8,
        instants(flat[:, 1]).asi8,
        np.full(2 * HOLDS, "permit", dtype=object),
    )
    told = (due_at(promise, instants(starts), calendar, holds) - origin) / pd.Timedelta(minutes=1)
    assert [reckoned(*one, due, later) for one in zip(starts, spans, strict=True)] == pytest.approx(
        told.to_numpy(), abs=1e-6
    )
    unheld = due_at(promise, instants(starts), calendar)
    assert ((instants(starts) < unheld) & (told > (unheld - origin) / pd.Timedelta(minutes=1))).sum() > 50


def reckoned(start, spans, due, later):
    """The due instant once all has happened, in the order in which it does."""
    one, mark, stop = application(), Mark(0, due, False, [True]), Stop(0, later, [True])
    happens = [(start, 0, partial(mark.note, SERVICE))]
    for begin, end in spans:
        happens += [(begin, 1, stop.begin), (end, 2, stop.end)]
    for at, _, happening in sorted(happens, key=lambda one: one[:2]):
        happening(one, at)
    return one.due_minutes
