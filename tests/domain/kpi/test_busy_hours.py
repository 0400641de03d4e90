from domain.kpi import Measures, Period, Question, busy_by_hour
from tests.domain.logs import application, hour, log_of, segment, shift, visit

CREW = {"department": "metering", "region": "north", "skill": "survey"}


def test_time_on_duty_is_cut_at_full_local_hours() -> None:
    log = log_of(
        24,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "survey", 0, 8.75, 10.5)],
        segments=[segment(("A1", 1), "work", 8.75, 10.5, "north-1")],
        duty=[shift("north-1", 8.5, 11, **CREW)],
        time_zone="Asia/Shanghai",
    )
    frame = busy_by_hour(Measures.of(log), Question(Period(hour(0), hour(24)), hour(24)))
    # 08:30 UTC is 16:30 in Shanghai. On duty half an hour of the 16th, then two whole ones; busy a quarter of
    # an hour, a whole one, half of one.
    assert list(frame["hour"]) == [16, 17, 18]
    assert list(frame["duty_hours"]) == [0.5, 1, 1]
    assert list(frame["busy_hours"]) == [0.25, 1, 0.5]
    assert list(frame.iloc[0][["department", "region", "skill"]]) == ["metering", "north", "survey"]
