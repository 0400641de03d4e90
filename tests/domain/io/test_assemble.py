from typing import Any

import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import EventLog, Known
from domain.io import LogMapping
from domain.io.assemble import Assembled, assemble
from domain.io.mapping import CaseAttribute
from tests.domain.io.tables import table

TWO_TIMES = LogMapping(case="case", activity="task", started="start", completed="end", finish="last_event")
ONE_TIME = LogMapping(case="case", activity="task", completed="end", finish="last_event")


def clock(instant: Any) -> str | None:
    return None if pd.isna(instant) else instant.strftime("%d %H:%M")


def told(log: EventLog) -> list[tuple[Any, ...]]:
    """Visits as (case, stage, enabled, started, completed)."""
    ids = log.applications["application_id"].tolist()
    return [
        (
            ids[int(str(v.application))],
            v.stage,
            clock(v.enabled_at),
            clock(v.started_at),
            clock(v.completed_at),
        )
        for v in log.visits.itertuples()
    ]


def test_waiting_is_inferred_from_the_work_before() -> None:
    # b begins when a has ended at 09:00, so b waited from 09:00; c begins at 09:30, before b ended.
    made = assemble(
        table("case,task,start,end",
              "1,b,2026-07-01 09:30,2026-07-01 11:00",
              "1,a,2026-07-01 08:00,2026-07-01 09:00",
              "1,c,2026-07-01 09:30,2026-07-01 10:00"),
        TWO_TIMES,
    )  # fmt: skip
    assert told(made.log) == [
        ("1", "a", "01 08:00", "01 08:00", "01 09:00"),
        ("1", "b", "01 09:00", "01 09:30", "01 11:00"),
        ("1", "c", "01 09:00", "01 09:30", "01 10:00"),
    ]
    assert made.log.visits["enabled_inferred"].all()
    assert made.events == 3


def test_with_one_time_per_event_the_start_is_unknown() -> None:
    made = assemble(table("case,task,end", "1,a,2026-07-01 08:00", "1,b,2026-07-01 10:00"), ONE_TIME)
    assert told(made.log) == [("1", "a", None, None, "01 08:00"), ("1", "b", "01 08:00", None, "01 10:00")]


def test_events_of_one_day_keep_the_order_of_the_file_and_it_is_said() -> None:
    made = assemble(table("case,task,end", "1,b,2026-07-02", "1,c,2026-07-02", "1,a,2026-07-01"), ONE_TIME)
    assert made.log.visits["stage"].tolist() == ["a", "b", "c"]
    assert "No event has an hour: events of one day keep the order of the file." in made.notes


def test_wall_clock_times_are_of_the_zone_of_the_mapping() -> None:
    mapping = ONE_TIME.model_copy(update={"time_zone": "Asia/Shanghai"})
    made = assemble(table("case,task,end", "1,a,2026-07-01 08:00"), mapping)
    assert told(made.log) == [("1", "a", None, None, "01 00:00")]
    assert made.log.time_zone == "Asia/Shanghai"


def test_marks_of_start_and_end_are_no_visits_but_tell_when_the_case_ended() -> None:
    mapping = LogMapping(
        case="case", activity="task", completed="end", drop_activities=("Start",), end_activities=("End",)
    )
    made = assemble(
        table("case,task,end", "1,Start,2026-07-01", "1,a,2026-07-02", "1,End,2026-07-03", "2,a,2026-07-04"),
        mapping,
    )
    assert made.events == len(made.log.visits) == 2
    assert [clock(at) for at in made.log.applications["submitted_at"]] == ["01 00:00", "04 00:00"]
    assert [clock(at) for at in made.log.applications["finished_at"]] == ["03 00:00", None]


def test_activities_become_the_stages_of_the_mapping() -> None:
    mapping = ONE_TIME.model_copy(update={"stages": {"现场勘查": "survey", "复勘": "survey"}})
    made = assemble(
        table("case,task,end", "1,现场勘查,2026-07-01", "1,复勘,2026-07-02", "1,装表,2026-07-03"), mapping
    )
    assert made.log.visits["stage"].tolist() == ["survey", "survey", "装表"]


def test_the_steps_of_a_visit_are_folded_and_their_last_word_holds() -> None:
    mapping = LogMapping(
        case="case",
        activity="task",
        completed="at",
        lifecycle="step",
        resource="who",
        event_attributes={"cost": "cost"},
    )
    made = assemble(
        table("case,task,at,step,who,cost",
              "1,a,2026-07-01 08:00,schedule,,",
              "1,a,2026-07-01 09:00,start,Li,3",
              "1,a,2026-07-01 10:00,SUSPEND,,",
              "1,a,2026-07-01 11:00,resume,,",
              "1,a,2026-07-01 12:00,complete,Wang,"),
        mapping,
    )  # fmt: skip
    assert told(made.log) == [("1", "a", "01 08:00", "01 09:00", "01 12:00")]
    assert (made.log.visits["resource"][0], made.log.visits["cost"][0], made.events) == ("Wang", 3, 5)
    assert [(clock(s.started_at), clock(s.ended_at)) for s in made.log.segments.itertuples()] == [
        ("01 09:00", "01 10:00"),
        ("01 11:00", "01 12:00"),
    ]


STEPS_OF_INSTANCES = ONE_TIME.model_copy(update={"lifecycle": "step", "instance": "no"})


def test_an_end_told_before_the_start_of_its_instance_contradicts_it() -> None:
    rows = table(
        "case,task,end,step,no",
        "1,a,2026-07-02,start,i",
        "1,a,2026-07-01,complete,i",
        "1,b,2026-07-03,complete,j",
    )
    with pytest.raises(InputError, match="row 3: case '1': completed_at must not come before started_at"):
        assemble(rows, STEPS_OF_INSTANCES)
    made = assemble(rows, STEPS_OF_INSTANCES, lenient=True)
    assert list(made.aside) == [1]


@pytest.mark.parametrize("steps", [("complete", "start", "schedule"), ("start", "schedule", "complete")])
def test_steps_of_one_instance_at_one_instant_are_one_visit_in_any_order(steps: tuple[str, ...]) -> None:
    rows = table("case,task,end,step,no", *(f"1,a,2026-07-01 08:00,{step},i" for step in steps))
    assert told(assemble(rows, STEPS_OF_INSTANCES).log) == [("1", "a", "01 08:00", "01 08:00", "01 08:00")]


def test_without_an_instance_an_end_before_a_start_is_another_visit() -> None:
    rows = table("case,task,end,step,no", "1,a,2026-07-02,start,", "1,a,2026-07-01,complete,")
    assert len(assemble(rows, STEPS_OF_INSTANCES).log.visits) == 2


def test_a_due_date_of_the_case_is_a_promise_made_when_it_was_submitted() -> None:
    mapping = ONE_TIME.model_copy(update={"due": "due"})
    rows = ("1,a,2026-07-01,2026-07-03", "1,b,2026-07-02,2026-07-03", "2,a,2026-07-01,")
    [promise] = assemble(table("case,task,end,due", *rows), mapping).log.deadlines.itertuples()
    assert [clock(at) for at in (promise.set_at, promise.due_at, promise.met_at)] == [
        "01 00:00",
        "03 00:00",
        "02 00:00",
    ]


def test_due_dates_that_vary_within_a_case_are_promises_of_its_stages() -> None:
    mapping = TWO_TIMES.model_copy(update={"due": "due"})
    rows = ("1,a,2026-07-01,2026-07-02,2026-07-03", "1,b,2026-07-02,2026-07-05,2026-07-04")
    promises = assemble(table("case,task,start,end,due", *rows), mapping).log.deadlines
    assert [(p.stage, clock(p.due_at), clock(p.met_at)) for p in promises.itertuples()] == [
        ("a", "03 00:00", "02 00:00"),
        ("b", "04 00:00", "05 00:00"),
    ]


def test_attributes_take_the_kind_their_values_show() -> None:
    columns = {name: CaseAttribute(column=name) for name in ("n", "x", "code", "flag", "seen", "region")}
    mapping = ONE_TIME.model_copy(
        update={"case_attributes": columns | {"y": CaseAttribute(column="n", known=Known.LATER)}}
    )
    made = assemble(
        table("case,task,end,n,x,code,flag,seen,region",
              "1,a,2026-07-01,5,1.5,007,true,2026-06-01 08:00,12",
              "2,a,2026-07-02,,,008,,,13"),
        mapping,
    )  # fmt: skip
    applications = made.log.applications
    kinds = {name: str(applications[name].dtype) for name in columns}
    assert kinds == {"n": "Int64", "x": "float64", "code": "category", "flag": "boolean",
                     "seen": "datetime64[us, UTC]", "region": "category"}  # fmt: skip
    assert applications["flag"].tolist() == [True, pd.NA]
    assert made.log.attributes["y"] is Known.LATER


def test_a_case_noted_by_day_may_end_an_hour_before_it_came_in_on_that_day() -> None:
    mapping = ONE_TIME.model_copy(update={"finish": "recorded", "finished": "done", "submitted": "came"})
    row = "1,a,2026-07-01 12:00,2026-07-01 01:06,2026-07-01 00:00"
    log = assemble(table("case,task,end,came,done", row), mapping).log
    assert (
        clock(log.applications["submitted_at"][0]) == clock(log.applications["finished_at"][0]) == "01 00:00"
    )


BAD_ROWS = [
    ("1,b,2026-07-01 10:00,2026-07-01 09:00", "case '1': completed_at must not come before started_at"),
    ("1,b,2026-07-01 10:00,soon", "column 'end' must hold a time such as 2026-07-01 08:30, got 'soon'"),
    ("1,b,,", "one of the times must be given, but start, end is blank"),
    (",b,2026-07-01 10:00,2026-07-01 11:00", "column 'case' must say something, but is blank"),
    ("1,,2026-07-01 10:00,2026-07-01 11:00", "column 'task' must say something, but is blank"),
    ("1,b,2026-07-01 10:00+08:00,", "column 'start': all times of a file must say their zone, or none"),
]


@pytest.mark.parametrize(("row", "sentence"), BAD_ROWS)
def test_a_row_that_breaks_a_rule_is_refused_by_number_or_set_aside(row: str, sentence: str) -> None:
    rows = table(
        "case,task,start,end",
        "1,a,2026-07-01 08:00,2026-07-01 09:00",
        row,
        "2,a,2026-07-01 08:00,2026-07-01 09:00",
    )
    with pytest.raises(InputError, match=f"log.csv, row 3: {sentence}"):
        assemble(rows, TWO_TIMES)
    made: Assembled = assemble(rows, TWO_TIMES, lenient=True)
    assert list(made.aside) == [1]
    assert made.aside[1].startswith(sentence)
    assert [(case, stage) for case, stage, *_ in told(made.log)] == [("1", "a"), ("2", "a")]


def test_a_case_twice_in_a_register_and_an_event_told_twice_are_refused() -> None:
    register = LogMapping(case="case", completed="end", one_row_per_case=True)
    with pytest.raises(
        InputError, match="row 3: a case in column 'case' must have one row, but this one repeats"
    ):
        assemble(table("case,end", "1,2026-07-01", "1,2026-07-02"), register)
    events = ONE_TIME.model_copy(update={"instance": "no"})
    with pytest.raises(InputError, match="row 3: an event with this 'no' must be told once"):
        assemble(table("case,task,end,no", "1,a,2026-07-01,7", "1,a,2026-07-01,7"), events)


def test_rows_that_say_the_same_are_kept_where_nothing_tells_a_repeat_from_a_second_visit() -> None:
    made = assemble(table("case,task,end", "1,a,2026-07-01", "1,a,2026-07-01"), ONE_TIME)
    assert len(made.log.visits) == 2
    assert "1 rows say the same as another one and are kept: they may be second visits." in made.notes


def test_a_column_of_the_mapping_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(
        InputError, match=r"column 'tsk' of the mapping must be in the file \(nearest: 'task'\)"
    ):
        assemble(table("case,task,end", "1,a,2026-07-01"), ONE_TIME.model_copy(update={"activity": "tsk"}))


def test_a_file_without_one_good_row_is_refused_even_when_lenient() -> None:
    with pytest.raises(
        InputError, match="must have at least one good row; the first has: column 'end' must hold a time"
    ):
        assemble(table("case,task,end", "1,a,soon", "2,a,later"), ONE_TIME, lenient=True)
