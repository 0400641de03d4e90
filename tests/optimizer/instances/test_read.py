"""Public instances: told apart by content, and the figures of their own solutions found again."""

import json

import pytest

from domain.errors import InputError
from domain.plan import Assignment, Plan
from optimizer.check import check, cost_of
from optimizer.instances import Format, read_instance
from optimizer.instances.instance import clock, minutes


@pytest.fixture
def routing(shared_data):
    return shared_data / "routing"


def _solution(path, instance):
    """The routes of a .sol file, each customer as late as all can be once none begins before it may."""
    lines = [line for line in path.with_suffix(".sol").read_text().splitlines() if line.startswith("Route")]
    travel, rows = instance.problem.travel, instance.problem.travel.at
    # A solution counts customers from 1, whatever number the depots leave them in the file.
    names = [visit.application for visit in instance.problem.visits]
    for crew, line in zip(instance.problem.crews, lines, strict=False):
        here, now, stops = crew.depot, crew.shifts[0].begins_at, []
        for number in line.partition(":")[2].split():
            visit = instance.problem.visit_of[names[int(number) - 1], 1]
            now = max(now + minutes(float(travel.minutes[rows[here], rows[visit.place]])), visit.window[0])
            stops.append((visit, now))
            here, now = visit.place, now + visit.modes[0].duration
        yield from _late(crew, stops, travel)


def _late(crew, stops, travel):
    there, latest = stops[-1] if stops else (None, None)
    for visit, _ in reversed(stops):
        way = float(travel.minutes[travel.at[visit.place], travel.at[there.place]])
        if visit is not there:
            latest = min(latest - minutes(way) - visit.modes[0].duration, visit.window[1])
        yield Assignment(crew.name, visit.application, 1, visit.stage, latest)
        there = visit


@pytest.mark.parametrize(
    ("file", "kind", "best"),
    [
        ("solomon/R101.txt", Format.SOLOMON, 1637.7),
        ("solomon/C101.txt", Format.SOLOMON, 827.3),
        ("sdvrptw/PR01.vrp", Format.SDVRPTW, 1655.420),
    ],
)
def test_the_best_known_routes_keep_the_rules_and_cost_what_is_published(routing, file, kind, best):
    instance = read_instance(routing / file)
    plan = Plan.of(_solution(routing / file, instance))
    assert (instance.format, instance.best_known) == (kind, pytest.approx(best))
    assert len(plan.assignments) == len(instance.problem.visits)
    assert check(plan, instance.problem) == []
    assert instance.objective(plan) == pytest.approx(best, abs=2e-3)


def test_shipped_home_care_costs_what_is_published(routing):
    instance = read_instance(routing / "hhcrsp_mankowska" / "InstanzCPLEX_HCSRP_10_1.json")
    assert instance.format is Format.MANKOWSKA
    assert instance.best_known == pytest.approx(218.199, abs=1e-3)
    assert len(instance.problem.visits) == 13  # ten patients, three of them double
    assert len(instance.problem.links) == 3


def test_caregivers_of_a_shipped_solution_may_stay_at_home(routing):
    instance = read_instance(routing / "hhcrsp_mankowska" / "InstanzCPLEX_HCSRP_50_1.json")
    assert instance.best_known == pytest.approx(943.728, abs=1e-3)


def test_several_depots_have_their_vehicles(routing):
    instance = read_instance(routing / "mdvrptw" / "PR11A.vrp")
    assert instance.format is Format.MDVRPTW
    assert len({crew.depot for crew in instance.problem.crews}) == 4
    assert len(instance.problem.visits) == 360


GOTIC = """GOTIC_INSTANCE tiny
speed 30
#        id     x   y  t_start t_end   cmp_list
TIC	TIC_1	0	0	480	1080	1 5
#        id     x   y    t_min t_max   C   D   d       P
JOB	JOB_1	3	4	500	510	5	60	1	1000
JOB	JOB_2	6	8	0	1469	1	30	0	700
"""


def test_gotic_rounds_and_pays_for_what_is_left_out(tmp_path):
    path = tmp_path / "any.name"
    path.write_text(GOTIC)
    instance = read_instance(path)
    # Five kilometres at thirty an hour: ten minutes. There and back: ten kilometres; the other job is 700.
    assert instance.problem.travel.minutes[0, 1] == 10.0
    one = Plan((Assignment("TIC_1", "JOB_1", 1, "job", clock(500)),))
    assert check(one, instance.problem) == []
    assert instance.objective(one) == 710.0


def test_home_care_weighs_distance_tardiness_and_its_maximum(tmp_path):
    data = {
        "patients": [
            {"id": "p1", "location": [0, 1], "time_window": [0, 10],
             "required_caregivers": [{"service": "s", "duration": 5}]},
            {"id": "p2", "location": [0, 2], "time_window": [0, 12],
             "required_caregivers": [{"service": "s", "duration": 5}]},
        ],
        "caregivers": [{"id": "c", "abilities": ["s"]}],
        "central_offices": [{"id": "d", "location": [0, 0]}],
        "distances": [[0, 12, 15], [12, 0, 3], [15, 3, 0]],
    }  # fmt: skip
    path = tmp_path / "care.json"
    path.write_text(json.dumps(data))
    instance = read_instance(path)
    both = Plan((Assignment("c", "p1", 1, "s", clock(12)), Assignment("c", "p2", 1, "s", clock(20))))
    # Distance 12 + 3 + 15, tardiness 2 + 8, the greatest 8: (30 + 10 + 8) / 3, which is also our objective.
    assert instance.objective(both) == pytest.approx(16.0)
    assert cost_of(both, instance.problem).total == pytest.approx(16.0)


def test_a_route_longer_than_the_list_allows_is_broken(tmp_path):
    text = """NAME: tiny
TYPE: SDVRPTW
DIMENSION: 2
VEHICLES: 1
CAPACITY: 5
VEHICLES_MAX_DURATION: 25
NODE_COORD_SECTION
1	0	0
2	10	0
DEMAND_SECTION
1	0
2	5
SERVICE_TIME_SECTION
1	0
2	6
TIME_WINDOW_SECTION
1	0	100
2	0	50
EOF
"""
    path = tmp_path / "tiny"
    path.write_text(text)
    instance = read_instance(path)
    # Ten out, six there, ten home.
    one = Plan((Assignment("1", "2", 1, "delivery", clock(10)),))
    assert check(one, instance.problem) == [
        "Crew '1' must be out for at most 0 days 00:25:00, got 0 days 00:26:00."
    ]


def test_anything_else_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("hello")
    with pytest.raises(InputError, match=r"a.txt must be an instance of solomon, .*, got 'hello'"):
        read_instance(path)
    path.write_text(GOTIC.replace("\t60\t", "\t"))
    with pytest.raises(InputError, match=r"a.txt must be a whole instance of its list: not enough values"):
        read_instance(path)
