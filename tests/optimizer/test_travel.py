"""Travel as the crow flies and from a file."""

import json
from pathlib import Path

import numpy as np
import pytest

from domain.errors import InputError
from optimizer import Place
from optimizer.travel import great_circle
from optimizer.travel_file import read_travel
from scenarios.geography import Terrain

LANDS = {"urban": Terrain(speed_kmh=60, detour=1.0), "mountain": Terrain(speed_kmh=30, detour=2.0)}
DEPOT, HILL = Place(30.0, 117.0), Place(31.0, 117.0, "mountain")


def test_a_degree_is_driven_with_the_detour_and_speed_of_the_land():
    # A degree of latitude is 111.195 km; twice that in the mountains, at 30 km/h: 444.78 min.
    travel = great_circle([DEPOT, HILL], LANDS)
    assert travel.km[0, 1] == pytest.approx(222.39, abs=0.01)
    assert travel.minutes[0, 1] == pytest.approx(444.78, abs=0.01)
    assert travel.minutes[1, 0] == travel.minutes[0, 1]  # the depot is of no terrain of its own


def test_a_way_is_of_the_land_it_leads_to():
    travel = great_circle([Place(30.0, 117.0, "urban"), HILL], LANDS)
    assert travel.minutes[0, 1] == pytest.approx(4 * travel.minutes[1, 0])
    assert travel.minutes.diagonal().tolist() == [0.0, 0.0]


def test_a_terrain_that_nobody_described_is_named_with_the_nearest():
    with pytest.raises(InputError, match=r"the terrain of 31,117 must be a known word, got 'mountains'"):
        great_circle([Place(31.0, 117.0, "mountains")], LANDS)


A, B = Place(0, 0, name="a"), Place(0, 1, name="b")


def _written(folder: Path, text: str, name: str = "travel.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_a_file_is_cut_to_the_places_asked_for(tmp_path):
    path = _written(tmp_path, "from,c,b,a\nc,0,1,2\nb,3,0,4\na,5,6,0\n")
    assert read_travel(path, [A, B]).minutes.tolist() == [[0.0, 6.0], [4.0, 0.0]]


def test_a_json_table_may_hold_kilometres(tmp_path):
    data = {"places": ["a", "b"], "minutes": [[0, 1], [2, 0]], "km": [[0, 3], [4, 0]]}
    travel = read_travel(_written(tmp_path, json.dumps(data), "travel.json"), [B, A])
    assert travel.km.tolist() == [[0.0, 4.0], [3.0, 0.0]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("from,a,b\na,0,1\n", "travel.csv: a table of travel must be square, got 1 rows by 2 columns"),
        (
            "from,a,b\na,0,-1\nb,2,0\n",
            r"minutes: row 1 \('a'\), column 2 \('b'\) must be a number, .* got -1",
        ),
        ("from,a,b\na,0,1\nb,NaN,0\n", r"row 2 \('b'\), column 1 \('a'\) must be a number, .* got nan"),
        ("from,a,b\nb,0,1\na,2,0\n", "row 1 must be of 'a', in the order of the header, got 'b'"),
        ("from,a,b2\na,0,1\nb2,2,0\n", r"must hold the place 'b', but does not \(nearest: 'b2'\)"),
    ],
)
def test_a_bad_table_is_refused_with_row_and_column(tmp_path, text, sentence):
    with pytest.raises(InputError, match=sentence):
        read_travel(_written(tmp_path, text), [A, B])


def test_a_ragged_json_table_is_refused(tmp_path):
    data = {"places": ["a", "b"], "minutes": [[0, 1], [2]]}
    with pytest.raises(InputError, match="row 2 of a square table must have 2 cells, got 1"):
        read_travel(_written(tmp_path, json.dumps(data), "travel.json"), [A, B])


def test_great_circles_are_symmetric_and_shorter_than_half_the_earth():
    ends = [Place(0.0, 0.0), Place(0.0, 180.0), Place(90.0, 0.0)]
    km = great_circle(ends, {}).km / 1.4
    assert np.allclose(km, km.T)
    assert km[0, 1] == pytest.approx(20015.1, abs=0.1)  # 6371.0088 times pi
