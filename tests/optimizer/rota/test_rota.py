"""A rota keeps the rules of working time, misses as little as it can and shares duty fairly."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InputError
from optimizer.__main__ import main
from optimizer.result import Status
from optimizer.rota import RotaTask, Unmet, plan_rota, rota_schema, rota_task
from tests.optimizer.rota.rules import broken_rules

MONDAY = date(2026, 7, 6)
DAY = {"time": "08:00-16:00"}
NIGHT = {"time": "20:00-06:00", "hours": 8.0, "is_night": True}


def _task(crews: list[dict[str, Any]], needs: list[dict[str, Any]], **more: Any) -> RotaTask:
    shifts = {"day": DAY, "night": NIGHT}
    return rota_task({"first_day": MONDAY, "shifts": shifts, "needs": needs, "crews": crews, **more})


def _crews(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"c{number}", "skills": ["survey"], **more} for number in range(count)]


def _need(crews: int, shift: str = "day", skill: str = "survey", **more: Any) -> dict[str, Any]:
    return {"skill": skill, "shift": shift, "crews": crews, **more}


def test_a_crew_works_five_days_of_eight_hours_and_the_rest_is_told_unmet() -> None:
    # 40 hours a week / 8 = 5 days; 7 days need a crew, so 2 are unmet and no rota does better.
    rota = plan_rota(_task(_crews(1), [_need(1)]))
    assert (len(rota.duties), rota.hours, rota.missing, rota.bound) == (5, {"c0": 40.0}, 2.0, 2.0)
    assert rota.status is Status.OPTIMAL


def test_the_weightier_need_is_met_first() -> None:
    sunday = date(2026, 7, 12)
    needs = [_need(1), _need(0, days=[sunday], weight=5.0)]
    rota = plan_rota(_task(_crews(1), needs))
    assert sunday in {duty.day for duty in rota.duties}


def test_a_skill_that_nobody_has_is_unmet_and_not_an_error() -> None:
    rota = plan_rota(_task(_crews(2), [_need(2, skill="drone_survey", days=[MONDAY])]))
    assert (rota.duties, rota.unmet) == ((), (Unmet(MONDAY, "day", "drone_survey", 2),))


def test_after_a_night_a_crew_does_not_work_the_day_shift() -> None:
    # A night ends at 06:00 of the next day, a day shift begins at 08:00: two hours of rest, not eleven.
    days = [MONDAY, date(2026, 7, 7)]
    needs = [_need(1, "night", days=days[:1]), _need(1, days=days[1:])]
    assert plan_rota(_task(_crews(1), needs)).missing == 1.0
    assert plan_rota(_task(_crews(1), needs, rules={"rest_hours": 2.0})).missing == 0.0
    assert plan_rota(_task(_crews(1, last_shift="night"), [_need(1, days=days[:1])])).missing == 1.0


def test_days_worked_before_count_towards_days_in_a_row() -> None:
    # Four of six days in a row are behind it, so it works Monday and Tuesday and not Wednesday.
    rules = {"days_in_row": 6, "hours_per_week": 60.0}
    rota = plan_rota(_task(_crews(1, days_in_row=4), [_need(1)], rules=rules, days=3))
    assert rota.missing == 1.0
    assert broken_rules(_task(_crews(1, days_in_row=4), [_need(1)], rules=rules, days=3), rota) == []


def test_nights_and_weekends_are_shared_fairly() -> None:
    # Seven nights over four crews: 2, 2, 2, 1. Two weekend nights: nobody has both.
    rota = plan_rota(_task(_crews(4), [_need(1, "night")]))
    nights = Counter(duty.crew for duty in rota.duties)
    weekend = Counter(duty.crew for duty in rota.duties if duty.day.weekday() >= 5)
    assert sorted(nights.values()) == [1, 2, 2, 2]
    assert sorted(weekend.values()) == [1, 1]


def test_the_same_seed_gives_the_same_rota() -> None:
    task = _task(_crews(5), [_need(2), _need(1, "night")])
    assert plan_rota(task, 3, 0.3) == plan_rota(task, 3, 0.3)


@st.composite
def _tasks(draw: st.DrawFn) -> RotaTask:
    days = draw(st.integers(1, 9))
    dates = st.integers(0, days - 1).map(lambda number: date.fromordinal(MONDAY.toordinal() + number))
    skills = st.sampled_from(["survey", "construction"])
    shifts = st.sampled_from(["day", "night"])
    crew = st.fixed_dictionaries(
        {
            "skills": st.lists(skills, min_size=1, max_size=2, unique=True),
            "off": st.lists(dates, max_size=2),
            "days_in_row": st.integers(0, 7),
            "last_shift": st.none() | shifts,
        }
    )
    crews = [{"name": f"c{number}", **one} for number, one in enumerate(draw(st.lists(crew, max_size=4)))]
    need = st.builds(_need, st.integers(0, 3), shifts, skills, days=st.lists(dates, max_size=2))
    return _task(crews, draw(st.lists(need, max_size=3)), days=days)


@settings(max_examples=25)
@given(_tasks())
def test_every_rota_is_legal_and_tells_all_that_is_unmet(task: RotaTask) -> None:
    rota = plan_rota(task, effort=0.5)
    assert broken_rules(task, rota) == []
    assert rota.bound <= rota.missing + 1e-9


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"days": 0}, r"Rota: days must be at least 1, got 0\."),
        (
            {"needs": [_need(1, "dya")]},
            r"shift must be a known word, got 'dya' \(nearest: 'day'\)",
        ),
        (
            {"needs": [_need(1, days=["2026-08-01"])]},
            "must be from 2026-07-06 to 2026-07-12, got 2026-08",
        ),
        ({"crews": _crews(1) * 2}, r"Rota: crews: 'c0' must be given once, got 2 times\."),
        ({"crew": []}, r"unknown key 'crew' \(nearest: 'crews'\)"),
        ({"shifts": {"day": {"time": "8 to 4"}}}, "A shift must be written like '08:30-17:30'"),
    ],
)
def test_bad_input_is_told_in_a_sentence(more: dict[str, Any], sentence: str) -> None:
    good = {"crews": _crews(1), "needs": [_need(1)]}
    with pytest.raises(InputError, match=sentence):
        _task(**{**good, **more})


def test_the_command_reads_a_file_that_its_schema_describes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = _task(_crews(1), [_need(1)]).model_dump(mode="json")
    assert set(task) <= set(rota_schema()["properties"])
    file = tmp_path / "rota.json"
    file.write_text(json.dumps(task))
    assert main(["rota", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["missing"], told["hours"], len(told["crews"]["c0"])) == (2.0, {"c0": 40.0}, 5)
    assert main(["rota", str(file)]) == 0
    assert "Crews missing, optimal" in capsys.readouterr().err


def test_a_file_that_is_no_rota_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rota.json"
    file.write_text("[1]")
    assert main(["rota", str(file)]) == 2
    assert "Rota file 'rota.json' must hold keys and values, got a list." in capsys.readouterr().err
