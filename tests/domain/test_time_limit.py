from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from domain.moment import Moment
from domain.time_limit import TimeLimit, Unit
from domain.time_limit_text import parse_time_limit
from domain.timetable import Until
from domain.work_clock import FirstDay

ACCEPTED, FINISHED = Moment("acceptance", "enabled"), Moment("application", "finished")


def test_a_sentence_says_amount_unit_from_and_to() -> None:
    limit = parse_time_limit("48 h elapsed from acceptance.enabled to application.finished")
    assert limit == TimeLimit(Decimal(48), Unit.ELAPSED_HOURS, ACCEPTED, FINISHED)


def test_clauses_may_come_in_any_order() -> None:
    limit = parse_time_limit(
        "15 working days from acceptance.enabled to application.finished"
        ", stops for permit and customer_works, due end of shift, first day same"
    )
    assert (limit.first_day, limit.until) == (FirstDay.SAME, Until.END_OF_SHIFT)
    assert limit.stops_for == ("customer_works", "permit")


def test_working_days_not_told_otherwise_begin_the_next_day_and_end_with_the_day() -> None:
    limit = parse_time_limit("5 working days from inspection.enabled to inspection.completed")
    assert str(limit) == (
        "5 working days from inspection.enabled to inspection.completed, first day next, due end of day"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "character 1: an amount such as 48 must come here, got the end"),
        ("4x h elapsed", "character 1: an amount such as 48 must come here, got '4x'"),
        ("5 workin days", r"character 3: .* must come here, got 'workin' \(nearest: 'working'\)"),
        ("5 working weeks", "character 11: 'hours' or 'days' must come here, got 'weeks'"),
        (
            "48 h elapsed form a.enabled",
            r"character 14: 'from' must come here, got 'form' \(nearest: 'from'\)",
        ),
        (
            "48 h elapsed from acceptance",
            "character 19: A moment must be written like 'acceptance.completed'",
        ),
        ("48 h elapsed from a.enabld to b.started", r"character 19: .* got 'enabld' \(nearest: 'enabled'\)"),
        (
            "48 h elapsed from application.started",
            "happens to 'application' must be a known word, got 'started'",
        ),
        ("1 h elapsed from a.started to b.started stops", "character 41: ',' must come here, got 'stops'"),
        ("1 h elapsed from a.started to b.started, stop", r"got 'stop' \(nearest: 'stops'\)"),
        (
            "1 h elapsed from a.started to b.started, stops for",
            "the cause of a hold must come here, got the end",
        ),
        (
            "1 h elapsed from a.started to b.started, stops for and",
            "the cause of a hold must come here, got 'and'",
        ),
        ("0 h elapsed from a.started to b.started", "must be more than 0 and at most 100000, got 0"),
        ("1.5 working days from a.started to b.started", "must be whole in working days, got 1.5"),
        ("1 h elapsed from a.started to b.started, first day same", "must not state a first day"),
        ("1 h elapsed from a.started to b.started, stops for x, stops for y", "must say its stops for once"),
        (
            "4 h elapsed from application.submitted to stage.completed",
            "each stage visit must run from each stage visit or name the stage, got from "
            "application.submitted to stage.completed",
        ),
        (48, "A time limit must be text such as"),
    ],
)
def test_a_slip_is_answered_with_its_place_and_the_nearest_word(text: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_time_limit(text)


@pytest.mark.parametrize("word", ["two words", "a,b", ""])
def test_what_the_sentence_cannot_say_cannot_be_made(word: str) -> None:
    with pytest.raises(InputError, match="must be one word"):
        Moment(word, "started")
    with pytest.raises(InputError, match="must be one word"):
        TimeLimit(Decimal(1), Unit.ELAPSED_HOURS, ACCEPTED, FINISHED, stops_for=(word,))


words = st.from_regex(r"[a-z_]{1,8}|装表|[^\s,.]{1,6}", fullmatch=True).filter(lambda word: word != "and")
moments = st.one_of(
    st.builds(Moment, st.just("application"), st.sampled_from(["submitted", "finished", "withdrawn"])),
    st.builds(Moment, st.just("contact"), st.sampled_from(["received", "handled"])),
    st.builds(
        Moment,
        words.filter(lambda word: word not in {"application", "contact", "stage"}),
        st.sampled_from(["enabled", "started", "completed"]),
    ),
)
causes = st.lists(words, max_size=3).map(tuple)
amounts = st.decimals(Decimal("0.000001"), 100_000, places=6)
limits = st.one_of(
    st.builds(
        TimeLimit,
        amounts,
        st.sampled_from([unit for unit in Unit if unit is not Unit.WORKING_DAYS]),
        moments,
        moments,
        stops_for=causes,
    ),
    st.builds(
        TimeLimit,
        st.integers(1, 100_000).map(Decimal),
        st.just(Unit.WORKING_DAYS),
        moments,
        moments,
        st.sampled_from(FirstDay),
        st.sampled_from(Until),
        causes,
    ),
)


@given(limits)
def test_a_limit_reads_back_what_it_writes(limit: TimeLimit) -> None:
    assert parse_time_limit(str(limit)) == limit


@given(
    st.text() | limits.flatmap(lambda limit: st.text(max_size=3).map(lambda text: f"{text}{str(limit)[3:]}"))
)
def test_any_text_is_a_limit_or_one_sentence(text: str) -> None:
    try:
        limit = parse_time_limit(text)
    except InputError as error:
        assert str(error).startswith("Time limit ")  # noqa: PT017 both ends are allowed
    else:
        assert parse_time_limit(str(limit)) == limit
