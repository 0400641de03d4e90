from dataclasses import replace

import pytest

from domain.errors import InputError
from domain.eventlog import Known
from domain.io.guess import guess
from domain.io.mapping import CaseAttribute
from tests.domain.io.tables import table

DIALECTS = [
    "case:concept:name,concept:name,,time:timestamp,org:resource",
    "Case ID,Activity,Start Timestamp,Complete Timestamp,Resource",
    "case_id,activity,start_time,end_time,resource",
    "工单号,环节,开始时间,完成时间,处理人",
]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_columns_of_each_dialect_are_known_by_name(dialect: str) -> None:
    case, activity, started, completed, resource = dialect.split(",")
    rows = [
        f"1,survey,{'2026-07-01 08:00,' if started else ''}2026-07-01 09:00,Li",
        f"1,contract,{'2026-07-02 08:00,' if started else ''}2026-07-02 09:00,Li",
        f"2,survey,{'2026-07-03 08:00,' if started else ''}2026-07-03 09:00,Wang",
    ]
    mapping, notes = guess(table(dialect.replace(",,", ","), *rows))
    assert (mapping.case, mapping.activity, mapping.resource) == (case, activity, resource)
    assert (mapping.started or "", mapping.completed) == (started, completed)
    assert f"Column '{case}' is taken as the case, by its name." in notes


def test_columns_without_telling_names_are_known_by_what_they_hold() -> None:
    rows = [f"k{n // 3},{'abc'[n % 3]},2026-07-{n + 1:02} 08:00,2026-07-{n + 1:02} 09:00" for n in range(9)]
    mapping, notes = guess(table("f1,f2,f3,f4", *rows))
    assert (mapping.case, mapping.activity, mapping.started, mapping.completed) == ("f1", "f2", "f3", "f4")
    assert "Column 'f1' is taken as the case, by what it holds." in notes


ENDS = [
    *("completion", "complete_time", "Complete Time", "Completed", "Completion Timestamp"),
    *("finish", "stop", "ended_at", "finished_at", "closed", "whenever", "结束"),
]


@pytest.mark.parametrize("end", ENDS)
def test_the_end_beside_a_start_is_the_completion_whatever_it_is_called(end: str) -> None:
    rows = [
        "1,a,2026-07-02,2026-07-03",
        "1,b,2026-07-03,2026-07-05",
        "2,a,2026-07-04,2026-07-04",
    ]
    mapping, _ = guess(table(f"case,activity,start,{end}", *rows))
    assert (mapping.started, mapping.completed, mapping.finished) == ("start", end, None)


def test_a_time_of_the_case_must_be_the_same_throughout_the_case() -> None:
    rows = ["1,a,2026-07-02,2026-07-03", "1,b,2026-07-03,2026-07-05"]
    mapping, notes = guess(table("case,activity,timestamp,finished_at", *rows))
    assert (mapping.completed, mapping.finished) == ("timestamp", None)
    assert mapping.event_attributes == {"finished_at": "finished_at"}
    assert "Column 'finished_at' changes within a case, so it is not the time the case was finished." in notes
    assert "Times without a role, kept as attributes: finished_at." in notes


def test_a_completion_is_not_guessed_from_a_plan_from_several_times_or_from_one_before_the_start() -> None:
    day = "2026-07-0{}".format
    for names, shifts in (("planned end", [1]), ("noted,seen", [1, 2]), ("called", [-1])):
        rows = [
            ",".join(["1", task, *(day(start + shift) for shift in (0, *shifts))])
            for start, task in ((2, "a"), (3, "b"))
        ]
        mapping, notes = guess(table(f"case,activity,start,{names}", *rows))
        assert (mapping.started, mapping.completed) == ("start", None)
        assert f"Times without a role, kept as attributes: {names.replace(',', ', ')}." in notes


def test_a_completion_of_a_register_says_which_of_its_cases_are_finished() -> None:
    rows = ["1,2026-07-01,2026-07-02,lamp", "2,2026-07-01,,lamp", "3,2026-07-02,2026-07-03,post"]
    mapping, _ = guess(table("id,opened,completed,type", *rows))
    assert (mapping.completed, mapping.finished, mapping.finish) == ("completed", "completed", "recorded")


def test_one_row_per_case_is_a_register() -> None:
    mapping, notes = guess(
        table("id,opened,target date,closed,type,ontime,neighborhood",
              "1,2026-07-01 08:00,2026-07-03,2026-07-02 09:00,lamp,yes,north",
              "2,2026-07-01 09:00,2026-07-04,,pothole,no,south",
              "3,2026-07-01 10:00,,,lamp,no,south")
    )  # fmt: skip
    assert mapping.one_row_per_case
    assert (mapping.activity, mapping.enabled, mapping.completed) == ("type", "opened", "closed")
    assert (mapping.submitted, mapping.finished, mapping.due) == ("opened", "closed", "target date")
    assert mapping.case_attributes["region"].column == "neighborhood"
    assert mapping.case_attributes["ontime"] == CaseAttribute(column="ontime", known=Known.LATER)
    assert any("register" in note for note in notes)


def test_a_date_of_the_case_after_its_first_event_is_known_later_unless_it_is_a_plan() -> None:
    mapping, _ = guess(
        table("case id,activity,timestamp,case:decided,case:planned end,case:channel",
              "1,survey,2026-07-01,2026-07-05,2026-07-09,web",
              "1,contract,2026-07-02,2026-07-05,2026-07-09,web",
              "2,survey,2026-07-03,2026-07-06,2026-07-10,desk")
    )  # fmt: skip
    known = {name: attribute.known for name, attribute in mapping.case_attributes.items()}
    assert known == {"decided": Known.LATER, "planned end": Known.START, "channel": Known.START}


def test_start_and_end_are_marks_and_not_work() -> None:
    rows = ["1,Start,2026-07-01", "1,survey,2026-07-02", "1,End,2026-07-03"]
    mapping, notes = guess(table("case id,activity,timestamp", *rows))
    assert (mapping.drop_activities, mapping.end_activities, mapping.finish) == (
        ("Start",),
        ("End",),
        "recorded",
    )
    assert "Activity 'End' only marks a moment of the case and is not counted as work." in notes


def test_columns_that_say_nothing_new_are_left_out_and_named() -> None:
    rows = [
        "1,survey,2026-07-01,survey,x,a",
        "1,contract,2026-07-02,contract,x,b",
        "2,survey,2026-07-03,survey,x,c",
    ]
    mapping, notes = guess(table("case id,activity,timestamp,activity copy,creator,cost", *rows))
    assert mapping.event_attributes == {"cost": "cost"}
    assert "Column 'activity copy' repeats 'activity' and is left out." in notes
    assert "Column 'creator' says the same in every row and is left out." in notes


def test_the_id_of_an_event_tells_a_row_told_twice_unless_a_visit_has_several_events() -> None:
    rows = ["1,a,2026-07-01,7,start", "1,a,2026-07-02,8,complete", "2,a,2026-07-03,9,complete"]
    header = "case,activity,timestamp,event id"
    plain, _ = guess(table(header, *(row.rpartition(",")[0] for row in rows)))
    assert plain.instance == "event id"
    with_steps, _ = guess(table(f"{header},lifecycle", *rows))
    assert (with_steps.lifecycle, with_steps.instance) == ("lifecycle", None)


def test_chinese_registers_are_read_in_chinese_time() -> None:
    mapping, _ = guess(table("工单号,环节,完成时间", "1,勘查,2026-07-01 08:00", "1,装表,2026-07-02 08:00"))
    assert mapping.time_zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("role", "name"),
    [
        *(
            ("due", name)
            for name in [
                "承诺完成时间",
                "应完成时间",
                "计划完成时间",
                "办理时限",
                "截止日期",
                "到期日期",
                "答复时限",
            ]
        ),
        *(("resource", name) for name in ["经办人", "处理人员", "受理人"]),
        *(("case", name) for name in ["工作单编号", "申请单编号", "流程编号"]),
        *(("department", name) for name in ["办理部门", "责任单位", "供电单位"]),
    ],
)
def test_the_words_of_chinese_offices_are_known(role: str, name: str) -> None:
    values = {"due": "2026-07-05 08:00", "case": "1", "resource": "王", "department": "城关"}
    others = {"工单号": "1", "环节": "勘查", "完成时间": "2026-07-01"}
    if role == "case":
        del others["工单号"]
    row = {**others, name: values[role]}
    mapping, _ = guess(
        table(",".join(row), ",".join(row.values()), ",".join({**row, "环节": "装表"}.values()))
    )
    assert getattr(mapping, role) == name


def test_a_log_without_a_due_time_says_so_and_names_what_might_be_one() -> None:
    _, notes = guess(table("case,activity,timestamp", "1,a,2026-07-01", "1,b,2026-07-02"))
    assert "No column is taken as the due time, so no promise can be judged." in notes
    rows = ("1,a,2026-07-01,2026-07-03", "1,b,2026-07-02,2026-07-04")
    _, notes = guess(table("case,activity,timestamp,planned for", *rows))
    assert (
        "No column is taken as the due time, so no promise can be judged; perhaps planned for is one."
        in notes
    )


def test_a_file_without_a_case_or_a_time_says_what_is_missing() -> None:
    with pytest.raises(
        InputError, match=r"log\.csv: one column must hold the time of each event.*columns: case id, activity"
    ):
        guess(table("case id,activity", "1,a", "1,b"))
    with pytest.raises(InputError, match=r"log\.csv: one column must name the case"):
        guess(table("timestamp", "2026-07-01", "2026-07-01"))


def test_the_activity_of_a_log_without_a_known_name_is_that_of_its_classifier() -> None:
    rows = table(
        "case:concept:name,what,time:timestamp,x", "1,a,2026-07-01,p", "1,b,2026-07-02,q", "2,a,2026-07-03,q"
    )
    mapping, notes = guess(replace(rows, activity_keys=("what", "lifecycle:transition")))
    assert mapping.activity == "what"
    assert "Column 'what' is taken as the activity, by the classifier of the log." in notes
