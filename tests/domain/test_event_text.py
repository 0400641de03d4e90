"""Events as plain data, and plans told as events."""

import json
from typing import Any

import pandas as pd
import pytest

from domain.errors import InputError
from domain.event_text import from_mapping, to_mapping
from domain.events import Event, EventKind, from_table, to_table
from domain.plan import Assignment, Plan
from domain.plan_events import assigned, plan_told

NINE = pd.Timestamp("2026-03-02T09:00Z")
TEN, ELEVEN = NINE + pd.Timedelta(hours=1), NINE + pd.Timedelta(hours=2)
BOOKED = Event(
    EventKind.APPOINTMENT_BOOKED,
    NINE,
    "A1",
    2,
    recorded_at=TEN,
    source="dispatch",
    source_id="7",
    actor="c1",
    payload={"window_start": TEN, "window_end": ELEVEN},
)
PLAN = Plan.of([Assignment("c1", "A1", 2, "survey", TEN), Assignment("c2", "A2", 1, "survey", NINE)])


def test_an_event_is_read_back_from_its_text() -> None:
    assert from_mapping(json.loads(json.dumps(to_mapping(BOOKED)))) == BOOKED


def test_what_an_event_does_not_say_is_left_out() -> None:
    told = to_mapping(Event(EventKind.RETRACTED, NINE, source="x", corrects="7"))
    assert told == {
        "kind": "retracted", "occurred_at": "2026-03-02T09:00:00+00:00", "source": "x", "corrects": "7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kind": "visit_asigned", "occurred_at": "2026-03-02T09:00Z"}, "nearest: 'visit_assigned'"),
        ({"kind": "retracted", "occurred_at": "2026-03-02T09:00"}, "occurred_at must be an instant with its"),
        ({"kind": "retracted"}, "occurred_at must be an instant with its zone, such as .*, got None"),
        ({"kind": "retracted", "when": 1}, "a key must be a known word, got 'when'"),
        (["retracted"], "must hold keys and values"),
        (
            {**to_mapping(BOOKED), "payload": {"window_start": "soon"}},
            "Event.payload.window_start must be an instant",
        ),
    ],
)
def test_a_mapping_that_is_no_event_is_a_sentence(data: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_mapping(data)


def test_a_plan_is_read_back_from_its_events() -> None:
    assert plan_told([BOOKED, *assigned(PLAN, NINE, "dispatch")]) == PLAN


def test_of_several_plans_the_latest_holds_for_each_visit() -> None:
    later = Plan.of([Assignment("c2", "A1", 2, "survey", ELEVEN)])
    told = plan_told([*assigned(later, TEN, "dispatch"), *assigned(PLAN, NINE, "dispatch")])
    assert told == Plan.of([Assignment("c2", "A2", 1, "survey", NINE), *later.assignments])


def test_assignments_stand_in_a_table_of_events() -> None:
    events = list(assigned(PLAN, NINE, "dispatch"))
    assert plan_told(from_table(to_table([*events, BOOKED]))) == PLAN


def test_an_assignment_brings_nothing_but_who_what_and_when() -> None:
    strange = Event(EventKind.VISIT_ASSIGNED, NINE, "A1", 1, payload={"outcome": "done"})
    with pytest.raises(InputError, match="may bring crew, stage, starts_at, got 'outcome'"):
        to_table([strange])


def test_an_assignment_without_its_begin_is_a_sentence() -> None:
    half = Event(EventKind.VISIT_ASSIGNED, NINE, "A1", 1, payload={"crew": "c1", "stage": "survey"})
    with pytest.raises(InputError, match="must bring crew, stage, starts_at, got no starts_at"):
        plan_told([half])
