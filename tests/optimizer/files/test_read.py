"""Visits and crews from files, and what is said of records that break a rule."""

import json
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.plan import Plan
from optimizer import Follows, Mode, Moment, Place, Prices, Together
from optimizer.files import read_plan, read_problem, schemas, write_plan
from optimizer.files.read import Bounds
from tests.optimizer.line import at, minutes, plan

VISITS = """application,stage,latitude,longitude,terrain,skills,duration_minutes,window_from,window_until,\
due_at,due_for,price_late,materials,follows,gap_minutes
A,survey,31.10,117.00,urban,survey,30,2026-03-02T08:30Z,2026-03-02T09:00Z,,,,,,
B,meter_installation,31.20,117.00,,metering;high,45.5,,,2026-03-02T18:00+08:00,begin,60,meter:2;cable:1,A,30
"""
CREWS = """name,skills,latitude,longitude,shifts,overtime_minutes,stock
c1,survey,31.15,117.05,2026-03-02T08:00Z/2026-03-02T12:00Z;2026-03-03T08:00Z/2026-03-03T12:00Z,60,
c2,metering;high,31.15,117.05,2026-03-02T08:00Z/2026-03-02T12:00Z,,meter:4
"""


@pytest.fixture
def read(tmp_path):
    def _read(visits=VISITS, crews=CREWS, **options):
        return read_problem(_file(tmp_path, "visits", visits), _file(tmp_path, "crews", crews), **options)

    return _read


def _file(folder: Path, name: str, text: object) -> Path:
    path = folder / (f"{name}.csv" if isinstance(text, str) else f"{name}.json")
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return path


def test_csv_files_make_a_problem(read):
    problem = read()
    first, second = problem.visits
    assert first.window == (at("08:30"), at("09:00"))
    assert first.place == Place(31.10, 117.0, "urban")
    assert second.modes == (Mode(("metering", "high"), minutes(45.5)),)
    assert (second.due_at, second.due_for, second.price_late) == (at("10:00"), Moment.BEGIN, 60.0)
    assert second.materials == {"meter": 2, "cable": 1}
    assert problem.links == (Follows(("A", 1), ("B", 1), minutes(30)),)
    one, other = problem.crews
    assert [shift.begins_at for shift in one.shifts] == [at("08:00"), at("08:00", 3)]
    assert (one.overtime, other.stock) == (minutes(60), {"meter": 4})


def test_json_files_say_what_no_row_can(read):
    survey = {"application": "A", "stage": "survey", "latitude": 31.1, "longitude": 117}
    modes = [{"skills": ["drone"], "duration_minutes": 60}, {"skills": ["survey"], "duration_minutes": 180}]
    rest = {"earliest": "2026-03-02T10:00Z", "latest": "2026-03-02T11:00Z", "length_minutes": 30}
    shift = {"begins_at": "2026-03-02T08:00Z", "ends_at": "2026-03-02T12:00Z", "breaks": [rest],
        "longest_out_minutes": 200,
    }  # fmt: skip
    drones = {
        "name": "d1", "skills": ["drone"], "latitude": 31, "longitude": 117, "shifts": [shift],
        "flights": {"battery_minutes": 90, "recharge_minutes": 40},
    }  # fmt: skip
    second = {**survey, "number": 2, "modes": modes, "together_with": "A/1", "most_minutes": 5}
    problem = read(
        {"visits": [{**survey, "modes": modes}, second]},
        {"crews": [drones], "prices": {"travel_hour": 80, "imbalance_hour": 3}},
    )
    assert problem.prices == Prices(travel_hour=80.0, imbalance_hour=3.0)
    assert problem.links == (Together(("A", 1), ("A", 2), most=minutes(5)),)
    assert problem.crews[0].shifts[0].breaks[0].length == minutes(30)
    assert problem.crews[0].shifts[0].longest_out == minutes(200)
    assert problem.crews[0].flights.battery == minutes(90)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("08:30Z,", "09:30Z,", "visits.csv: row 2: window_until must not be before window_from, got"),
        ("B,meter", "A,meter", "row 3: visit 1 of 'A' must be given once, but visits.csv: row 2 is it too"),
        ("31.20", "NaN", "visits.csv: row 3: latitude must be given"),
        ("31.20", "91", "visits.csv: row 3: latitude must be at most 90, got 91"),
        ("31.20", "north", "visits.csv: row 3: latitude must be a number, got 'north'"),
        (",45.5", ",-1", "row 3: duration_minutes must be at least 0, got -1"),
        (",45.5", ",", "row 3: must have either duration_minutes and skills, or modes"),
        ("18:00+08:00", "18:00", "row 3: due_at must be an instant with its zone, such as"),
        ("metering;high", "meterings", r"nobody has 'meterings' \(nearest: 'metering'\)"),
        ("due_for", "due", r"row 3: has an unknown key 'due' \(nearest: 'due_at'\)"),
        (",A,30", ",Z,30", "a tied or pinned visit must be given, got 1 of 'Z'"),
    ],
)
def test_a_bad_visit_is_one_sentence_that_names_it(read, before, after, sentence):
    with pytest.raises(InputError, match=sentence) as refused:
        read(VISITS.replace(before, after, 1))
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (",2026-03-02T08:00Z/2026-03-02T12:00Z,,", ",,,", "crews.csv: row 3: shifts must be given"),
        ("T08:00Z/", "T13:00Z/", "crews.csv: row 2: Shift: must end after it begins"),
        ("c2", "c1", "crews.csv: row 3: crew 'c1' must be given once, but crews.csv: row 2 is it too"),
    ],
)
def test_a_bad_crew_is_one_sentence_that_names_it(read, before, after, sentence):
    with pytest.raises(InputError, match=sentence):
        read(crews=CREWS.replace(before, after, 1))


def test_a_place_outside_the_country_is_refused_where_its_box_is_told(read):
    assert read(within=Bounds(18, 73, 54, 135)).visits
    with pytest.raises(InputError, match=r"visits.csv: row 3: latitude must be from 18 to 31.15, got 31.2"):
        read(within=Bounds(18, 73, 31.15, 135))


def test_an_unknown_price_is_named_with_the_nearest(read):
    crews = {"crews": [], "prices": {"travel_hours": 1}}
    with pytest.raises(
        InputError, match=r"prices has an unknown key 'travel_hours' \(nearest: 'travel_hour'\)"
    ):
        read({"visits": []}, crews)


def test_a_plan_survives_csv_and_json(tmp_path):
    made = plan(("c1", "A", "08:30"), ("c2", "B", "09:10"))
    write_plan(made, tmp_path / "plan.csv")
    assert read_plan(tmp_path / "plan.csv") == made
    assert read_plan(_file(tmp_path, "plan", {"plan": made.to_mapping()})) == made
    assert read_plan(_file(tmp_path, "bare", made.to_mapping())) == made


def test_a_broken_plan_is_refused_with_its_row(tmp_path):
    path = _file(
        tmp_path, "plan", "crew,application,number,stage,starts_at\nc1,A,x,survey,2026-03-02T08:00Z\n"
    )
    with pytest.raises(InputError, match=r"plan.csv: row 2: number must be a whole number, got 'x'"):
        read_plan(path)
    with pytest.raises(InputError, match=r"plan.json: a plan must hold crews and their visits"):
        read_plan(_file(tmp_path, "plan", {"c1": 3}))


def test_an_empty_plan_is_a_plan(tmp_path):
    assert read_plan(_file(tmp_path, "plan", {})) == Plan()


def test_the_schemas_name_every_column():
    assert "window_until" in schemas()["visits"]["$defs"]["VisitEntry"]["properties"]
    assert "shifts" in schemas()["crews"]["$defs"]["CrewEntry"]["required"]
