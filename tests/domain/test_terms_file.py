"""A terms file: what a log that somebody else wrote is judged by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.terms import Terms
from domain.terms_file import read_terms


def read(tmp_path: Path, text: str) -> Terms:
    path = tmp_path / "terms.yaml"
    path.write_text(text, encoding="utf-8")
    return read_terms(path, "Europe/Amsterdam")


def test_calendar_promises_and_prices_are_read(tmp_path: Path) -> None:
    terms = read(
        tmp_path,
        """
        calendar: {name: office, zone: UTC, shifts: {mon-fri: ["09:00-17:00"]}}
        service_levels: {answer: {limit: 24 h elapsed from application.submitted to application.finished}}
        prices: {General: 60}
        """,
    )
    # Friday 16:00 and two working hours: one on Friday, one on Monday from 9:00.
    friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert terms.calendar.add(friday, timedelta(hours=2)) == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert {level.name: level.limit.amount for level in terms.service_levels} == {"answer": 24}
    assert terms.prices == {"General": 60.0}


def test_what_is_left_out_is_as_of_a_log_about_which_nothing_is_known(tmp_path: Path) -> None:
    assert read(tmp_path, "prices: {}") == Terms.default("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "price: {}",
            r"Terms file 'terms\.yaml': key must be a known word, got 'price' \(nearest: 'prices'\)",
        ),
        ("prices: [60]", "'prices' must map skills or departments to CNY per hour, got "),
        ("prices: {General: many}", "price of 'General' must be a number of CNY per hour, got 'many'"),
        ("prices: {General: -1}", r"price of 'General' must be at least 0 CNY per hour, got -1\.0"),
        ("calendar: {name: office, zone: UTC}", "must have either 'shifts' or 'cycle'"),
        ("service_levels: {answer: {limit: soon}}", r"Terms file 'terms\.yaml': Service level 'answer'"),
        ("- prices", r"Terms file 'terms\.yaml' must hold keys and values, got a list"),
    ],
)
def test_a_terms_file_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, text)
