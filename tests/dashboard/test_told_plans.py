"""What a Chinese reader is told about files of visits and crews, and of changes that cannot be."""

import re
from pathlib import Path

import pytest

from dashboard.words import speaking
from dashboard.words.told import told
from domain.errors import InputError
from optimizer.files import read_plan, read_problem
from tests.optimizer.line import at, crew, problem, visit
from workbench.open_work import open_work_of
from workbench.plan_changes import Changes, Kept

VISITS = "application,stage,latitude,longitude,skills,duration_minutes\n"
VISIT = VISITS + "A,survey,31.1,117,survey,30\n"
CREWS = "name,skills,latitude,longitude,shifts\n"
SHIFT = "2026-03-02T08:00Z/2026-03-02T12:00Z"
CREW = CREWS + f"c1,survey,31.1,117,{SHIFT}\n"
ENGLISH = re.compile(r"\b(must|but|the|is|not|of|has)\b")

BAD_PAIRS = {
    "latitude.csv": (VISITS + "A,survey,131,117,survey,30\n", CREW),
    "blank.csv": (VISITS + ",survey,31,117,survey,30\n", CREW),
    "number.csv": (VISITS + "A,survey,31,117,survey,soon\n", CREW),
    "negative.csv": (VISITS + "A,survey,31,117,survey,-5\n", CREW),
    "nan.csv": (VISITS + "A,survey,31,117,survey,nan\n", CREW),
    "no_work.csv": ("application,stage,latitude,longitude\nA,survey,31,117\n", CREW),
    "column.csv": (VISIT.replace("skills", "skils"), CREW),
    "twice.csv": (VISIT + "A,survey,31.1,117,survey,30\n", CREW),
    "skill.csv": (VISIT.replace("survey,30", "meter,30"), CREW),
    "skill_near.csv": (VISIT.replace("survey,30", "surveys,30"), CREW),
    "instant.csv": (VISIT.replace("minutes\n", "minutes,due_at\n").replace("30\n", "30,2026-03-02\n"), CREW),
    "window.csv": (
        VISIT.replace("minutes\n", "minutes,window_from\n").replace("30\n", "30,2026-03-02T08:00Z\n"), CREW,
    ),
    "terrain.csv": (VISIT.replace("minutes\n", "minutes,terrain\n").replace("30\n", "30,urbane\n"), CREW),
    "moment.csv": (VISIT.replace("minutes\n", "minutes,due_for\n").replace("30\n", "30,middle\n"), CREW),
    "tied.csv": (VISIT.replace("minutes\n", "minutes,follows\n").replace("30\n", "30,Z/1\n"), CREW),
    "no_shift.csv": (VISIT, CREWS + "c1,survey,31.1,117,\n"),
    "backwards.csv": (VISIT, CREWS + "c1,survey,31.1,117,2026-03-02T12:00Z/2026-03-02T08:00Z\n"),
    "overlap.csv": (VISIT, CREW.replace(SHIFT, f"{SHIFT};{SHIFT}")),
    "same_crew.csv": (VISIT, CREW + f"c1,survey,31.1,117,{SHIFT}\n"),
    "no_rows.csv": (VISITS, CREW),
    "torn.json": ("{", CREW),
    "other.json": ('{"visit": []}', CREW),
    "words.json": ('["A"]', CREW),
    "prices.csv": (VISIT, '{"crews": [], "prices": {"travel_hours": 1}}'),
    "price.csv": (VISIT, '{"crews": [], "prices": {"travel_hour": -1}}'),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PAIRS)
def test_a_chinese_reader_is_told_in_chinese_why_files_are_refused(name: str, tmp_path: Path) -> None:
    visits, crews = BAD_PAIRS[name]
    of_crews = tmp_path / ("crews.json" if crews.startswith("{") else "crews.csv")
    (tmp_path / name).write_text(visits, encoding="utf-8")
    of_crews.write_text(crews, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_problem(tmp_path / name, of_crews)
    is_told_in_chinese(str(refused.value))


def test_a_row_is_named_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text(BAD_PAIRS["negative.csv"][0])
    (tmp_path / "c.csv").write_text(CREW)
    with pytest.raises(InputError) as refused:
        read_problem(tmp_path / "v.csv", tmp_path / "c.csv")
    with speaking("zh"):
        assert told(str(refused.value)).startswith("v.csv：第 2 行 duration_minutes")


def is_told_in_chinese(sentence: str) -> None:
    """Nothing of it is left in English."""
    with speaking("zh"):
        said = told(sentence)
    assert not said.startswith("英文原文"), sentence
    assert not ENGLISH.search(said), said


BAD_PLANS = {
    "list.json": "[]",
    "unlike.json": '{"c1": 3}',
    "key.json": '{"c1": [{"application": "A"}]}',
    "zone.json": '{"c1": [{"application": "A", "number": 1, "stage": "s", "starts_at": "2026-03-02T08:00"}]}',
    "column.csv": "crew,application\nc1,A\n",
    "number.csv": "crew,application,number,stage,starts_at\nc1,A,one,survey,2026-03-02T08:00Z\n",
}


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_chinese_reader_is_told_in_chinese_why_a_plan_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BAD_PLANS[name], encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_plan(tmp_path / name)
    is_told_in_chinese(str(refused.value))


BAD_CHANGES = [
    Changes(without=("c7",)),
    Changes(kept=(Kept(("Z", 1), "c1"),)),
    Changes(kept=(Kept(("A", 1), "m1"),)),
    Changes(kept=(Kept(("A", 1), "m1", at("09:00")),)),
    Changes(kept=(Kept(("A", 1), "c1", at("07:00")),)),
    Changes(kept=(Kept(("A", 1), "c1", at("08:01")),)),
    Changes(kept=(Kept(("A", 1), "c1", at("11:59")),)),
    Changes(kept=(Kept(("B", 1), "c1", at("11:00")),)),
]


@pytest.mark.parametrize("changes", BAD_CHANGES)
def test_a_chinese_reader_is_told_in_chinese_what_cannot_be_changed(changes: Changes) -> None:
    visits = [visit("A", km=5), visit("B", window=(at("09:00"), at("10:00")))]
    asked = problem(visits, [crew("c1"), crew("m1", skills=("meter",))])
    with pytest.raises(InputError) as refused:
        changes.of(open_work_of(asked))
    is_told_in_chinese(str(refused.value))
