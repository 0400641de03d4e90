import pandas as pd
import pytest

from domain.errors import InputError
from domain.kpi import KPIS, Filters, Measures, Period, Question, cases, cases_behind
from tests.domain.logs import application, day_log, deadline, hour, log_of, visit

TWO_DAYS = Filters(period=Period(hour(0), hour(48)))


def behind(name: str, group: str = "all", filters: Filters = TWO_DAYS, at: float = 48) -> dict[str, float]:
    frame = cases_behind(Measures.of(day_log()), name, group, filters, hour(at))
    return dict(zip(frame["application_id"], frame["value"], strict=True))


def test_a_row_tells_where_an_application_stands() -> None:
    frame = cases(Measures.of(day_log()), hour(35)).set_index("application_id")
    # At 35 A1 is finished, A2 in install and late since 34, A3 withdrawn, A4 not yet there.
    assert frame.index.tolist() == ["A1", "A2", "A3"]
    assert frame["status"].tolist() == ["finished", "open", "withdrawn"]
    assert frame["stage"].tolist() == [None, "install", None]
    assert frame["age_hours"].tolist() == [20, 25, 4]
    assert frame["due_at"].tolist() == [hour(24), hour(34), hour(54)]
    assert frame["late"].tolist() == [False, True, False]
    assert frame["cycle_hours"].isna().tolist() == [False, True, True]
    assert frame["ended_at"].isna().tolist() == [False, True, False]


def test_the_leading_deadline_is_open_before_met_and_whole_before_stage() -> None:
    log = log_of(
        48,
        applications=[application("A1", 0), application("A2", 0, finished_at=20), application("A3", 0)],
        deadlines=[
            deadline("A1", 0, 2, met=3, stage="review"),
            deadline("A1", 0, 60, stage="survey"),
            deadline("A1", 0, 72),
            deadline("A2", 0, 2, met=3, stage="review"),
            deadline("A2", 0, 24),
        ],
    )
    frame = cases(Measures.of(log)).set_index("application_id")
    assert frame.loc[["A1", "A2"], "due_at"].tolist() == [hour(72), hour(24)]
    assert frame["late"].tolist() == [False, False, False]
    assert frame["due_at"].isna().tolist() == [False, False, True]


def test_a_row_names_its_promise_and_when_that_was_met() -> None:
    # A1's answer was met long before it is finished; A2's is not; A3 has none.
    log = log_of(
        48,
        applications=[application("A1", 0, finished_at=40), application("A2", 0), application("A3", 0)],
        deadlines=[
            deadline("A1", 0, 4, met=3, stage="review", service_level="answer"),
            deadline("A2", 0, 24, service_level="whole"),
        ],
    )
    frame = cases(Measures.of(log))
    assert frame["promise"].tolist() == ["answer", "whole", None]
    assert frame["met_at"][0] == hour(3)
    assert frame["met_at"].isna().tolist() == [False, True, True]
    assert frame["late"].tolist() == [False, True, False]


def test_the_visits_of_a_stage_come_with_their_hours() -> None:
    # Surveys: A1 from 4 to 12; A2 from 12 to 18 and again to 24; A4's is still open.
    assert behind("visits", "stage=survey") == {"A1": 8.0, "A2": 12.0}
    assert behind("visits", "stage=survey", Filters(period=Period(hour(20), hour(48)))) == {"A2": 6.0}


def test_filters_apply_to_the_list() -> None:
    south = cases(Measures.of(day_log()), filters=Filters(region=("south",)))
    assert south["application_id"].tolist() == ["A2", "A4"]


def test_the_cases_behind_a_mean_come_with_what_they_add_largest_first() -> None:
    assert list(behind("cycle_time_mean").items()) == [("A2", 30.0), ("A1", 20.0)]


def test_a_group_narrows_the_cases() -> None:
    # Surveys: A1 works 3 hours, A2 twice 4.
    assert behind("working_time", "stage=survey") == {"A1": 3.0, "A2": 8.0}
    assert behind("cycle_time_mean", "region=north") == {"A1": 20.0}
    assert behind("open_applications", "stage=survey") == {"A4": 1.0}


def test_a_day_narrows_the_cases() -> None:
    assert behind("finished", "day=2026-03-03") == {"A2": 1.0}
    assert behind("finished", "region=north,day=2026-03-03") == {}


def test_a_case_that_counts_several_times_says_so() -> None:
    frame = cases_behind(Measures.of(day_log()), "waiting_time", "stage=survey", TWO_DAYS, hour(48))
    assert dict(zip(frame["application_id"], frame["rows"], strict=True)) == {"A1": 1, "A2": 2}


def test_as_many_rows_lie_behind_every_figure_as_its_n() -> None:
    measures = Measures.of(day_log())
    for name, kpi in KPIS.items():
        if name == "utilisation":
            continue
        figure = kpi.figures(measures, Question(Period(hour(0), hour(48)), hour(48)))[0]
        assert cases_behind(measures, name, "all", TWO_DAYS, hour(48))["rows"].sum() == figure.n


def test_behind_utilisation_are_the_visits_of_those_on_duty() -> None:
    # The desk reviewed each application: 2, 1, 2 and 1 hours.
    assert behind("utilisation", "resource=desk") == {"A1": 2.0, "A2": 1.0, "A3": 2.0, "A4": 1.0}


def test_a_step_of_the_process_map_can_be_looked_into() -> None:
    assert behind("transition", "from=survey,to=survey") == {"A2": 1.0}
    assert set(behind("transition", "from=,to=review")) == {"A1", "A2", "A3", "A4"}
    assert set(behind("transition", "from=install,to=")) == {"A1", "A2"}


def test_a_bar_of_the_ages_can_be_looked_into() -> None:
    assert set(behind("ageing", "from_hours=24,to_hours=48", at=35)) == {"A2"}
    assert behind("ageing", "from_hours=48,to_hours=inf", at=35) == {}


def test_a_value_with_a_comma_is_one_value() -> None:
    log = log_of(9, applications=[application("A1", 0)], visits=[visit("A1", 1, "check, sign", 0, 1, 3)])
    frame = cases_behind(Measures.of(log), "working_time", "stage=check, sign", Filters(), hour(9))
    assert frame["application_id"].tolist() == ["A1"]


@pytest.mark.parametrize(
    ("name", "group", "sentence"),
    [
        ("finishd", "all", r"Figure: name must be a known word, got 'finishd' \(nearest: 'finished'\)"),
        ("finished", "stage=survey", "Grouping applications: dimension"),
        ("finished", "day=2026-04-01", "Figure: day must be a known word, got '2026-04-01'"),
        ("transition", "from=survey", "group must name 'from' and 'to', got from"),
        ("visits", "from=survey", "Figure 'visits': group must name 'stage', got from"),
        ("ageing", "from_hours=a,to_hours=2", "bounds must be numbers, got 'a' and '2'"),
    ],
)
def test_a_figure_that_is_not_there_is_refused(name: str, group: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        behind(name, group)


def test_no_cases_make_an_empty_table_with_the_same_columns() -> None:
    none, some = (
        cases_behind(Measures.of(day_log()), "finished", "all", Filters(period=period), hour(48))
        for period in (Period(hour(-9), hour(-8)), Period(hour(0), hour(48)))
    )
    assert none.empty
    assert none.columns.tolist() == some.columns.tolist()
    assert isinstance(none["due_at"].dtype, pd.DatetimeTZDtype)
