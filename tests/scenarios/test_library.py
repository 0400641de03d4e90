"""The library: what every scenario in it must be."""

import itertools
from collections.abc import Iterator

import pytest

from domain.procedure import Parallel
from scenarios import Scenario, library, load, loads, to_yaml
from scenarios.asked import asked
from scenarios.vocabulary import steps
from simulation.run import run

NAMES = [entry.name for entry in library()]
LEVERS = tuple(load("traditional").mechanisms)
ONE_STOP = ("zero_approval", "one_stop_window", "data_sharing", "online_confirmation")


def figures(data: object, path: str = "") -> Iterator[str]:
    """Paths of all numbers in plain data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from figures(value, f"{path}.{key}".removeprefix("."))
    elif isinstance(data, list | tuple):
        for number, value in enumerate(data):
            yield from figures(value, f"{path}[{number}]")
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield path


def source_of(scenario: Scenario, path: str) -> str | None:
    """The source of a figure: that of the longest path it lies under."""
    covering = [key for key in scenario.sources if path == key or path.startswith((f"{key}.", f"{key}["))]
    return scenario.sources[max(covering, key=len)] if covering else None


def test_the_library_begins_with_the_base_of_all_comparisons():
    assert NAMES[:2] == ["traditional", "one_stop"]
    assert all(entry.why and entry.title.en and entry.title.zh for entry in library())


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_its_source_or_says_that_it_is_illustrative(name):
    scenario = load(name)
    paths = list(figures(scenario.model_dump(exclude={"sources"})))
    assert len(paths) > 200
    assert [path for path in paths if source_of(scenario, path) is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_written_out_loads_back_equal(name):
    scenario = load(name)
    assert loads(to_yaml(scenario)) == scenario
    assert "extends" not in to_yaml(scenario)


@pytest.mark.parametrize("on", [*itertools.combinations(LEVERS, 2), LEVERS], ids="+".join)
def test_levers_go_together_two_by_two_and_all_at_once(on):
    scenario = load("traditional").vary(levers=dict.fromkeys(on, True))
    assert scenario.in_force.levers == {}
    assert scenario.in_force.in_force == scenario.in_force


def test_one_stop_differs_from_traditional_in_its_levers_only():
    one_stop, traditional = load("one_stop").model_dump(), load("traditional").model_dump()
    differing = {key for key in one_stop if one_stop[key] != traditional[key]}
    assert differing == {"name", "title", "why", "levers"}
    assert {lever for lever, on in load("one_stop").levers.items() if on} == set(ONE_STOP)


def test_one_stop_smart_pulls_every_lever_and_lets_idle_crews_help():
    smart, traditional = load("one_stop_smart").model_dump(), load("traditional").model_dump()
    assert smart["levers"] == dict.fromkeys(LEVERS, True)
    differing = {key for key in smart if smart[key] != traditional[key]}
    assert differing == {"name", "title", "why", "levers", "workforce", "sources"}
    assert smart["workforce"] == {**traditional["workforce"], "help": smart["workforce"]["help"]}


def test_the_residential_clock_runs_while_the_customer_waits_to_be_accepted():
    limit = load("one_stop").service_levels["residential_48h"].service_level("residential_48h").limit
    assert str(limit) == "48 h elapsed from acceptance.enabled to application.finished"
    assert "waits" in load("one_stop").sources["service_levels.residential_48h.limit"]


def test_the_default_district_is_as_large_as_its_design_says():
    """60 applications on an average day, 4 regions of different terrain, 25 to 40 crews, five desks."""
    scenario = load("one_stop")
    per_day = sum(sum(stream.per_day.values()) for stream in scenario.demand.streams.values())
    assert per_day == pytest.approx(60)
    assert len({region.terrain for region in scenario.regions.values()}) == 4
    assert 25 <= sum(group.size for group in scenario.workforce.crews) <= 40
    assert set(scenario.workforce.desks) == {
        "customer_service", "marketing", "operation_maintenance", "metering", "construction",
        "coordination",
    }  # fmt: skip


def test_the_metropolis_is_as_large_as_its_story_says():
    """500 applications a day in 16 regions, 302 crews, six of them drone teams."""
    city = load("metro_city")
    per_day = sum(sum(stream.per_day.values()) for stream in city.demand.streams.values())
    assert per_day == pytest.approx(500, abs=1)
    assert len(city.regions) == 16
    assert sum(group.size for group in city.in_force.workforce.crews) == pytest.approx(300, abs=5)


def test_four_tracks_share_the_customers_of_the_default_district():
    """45 homes, 9 shops and 6 companies a day; 0.09 + 0.135 + 0.09 = 0.315 of them cannot wait."""
    scenario = load("traditional")
    per_day = dict.fromkeys(scenario.tracks, 0.0)
    for one in asked(scenario):
        per_day[one.track] += one.applications / 125
    expected = {"lv_residential": 44.91, "lv_nonresidential": 8.865, "emergency": 0.315, "hv": 5.91}
    assert per_day == pytest.approx(expected)


def test_an_emergency_goes_first_with_stages_side_by_side():
    scenario = load("traditional")
    assert min(track.priority for track in scenario.tracks.values()) == 0
    assert [name for name, track in scenario.tracks.items() if track.priority == 0] == ["emergency"]
    assert [name for name, track in scenario.tracks.items() if track.diverts] == ["emergency"]
    parallel = [step for step in steps(scenario.procedure("emergency").root) if isinstance(step, Parallel)]
    assert len(parallel) == 2


def test_the_one_stop_window_opens_a_green_channel_for_small_businesses():
    before, after = load("traditional").in_force.tracks, load("one_stop").in_force.tracks
    assert before["lv_nonresidential"].priority == before["lv_residential"].priority
    assert after["lv_nonresidential"].priority < after["lv_residential"].priority


def test_crews_for_residential_customers_work_seven_days():
    scenario = load("one_stop")
    groups = [group for group in scenario.workforce.crews if set(group.skills) & {"survey", "installation"}]
    assert all(all(scenario.rosters[group.roster].pattern.days) for group in groups)


def test_zero_approval_takes_the_review_from_the_desk():
    base = load("traditional")
    assert base.stages_of("lv_residential")["online_review"].work is not None
    pulled = base.vary(levers={"zero_approval": True}).in_force
    assert pulled.stages_of("lv_residential")["online_review"].work is None
    assert pulled.stages_of("hv")["online_review"].work is not None


def test_shared_data_lowers_the_error_of_transcription_and_nothing_else_of_the_outcomes():
    base = load("traditional").stages["scheme_confirmation"].outcomes
    shared = load("traditional").vary(levers={"data_sharing": True}).in_force
    assert shared.stages["scheme_confirmation"].outcomes == {**base, "transcription_error": 0.01}


def test_the_schema_of_a_scenario_file_knows_extends():
    from scenarios import file_schema

    schema = file_schema()
    assert {"extends", "workforce", "levers"} <= set(schema["properties"])
    assert "required" not in schema


def test_a_menu_says_what_the_scenarios_say():
    scenarios = [load(entry.name) for entry in library()]
    assert library() == [(one.name, one.title, one.why) for one in scenarios]


PEAKS = ("summer_peak", "pre_spring_festival", "hospital_emergency", "storm_recovery")


@pytest.mark.parametrize("name", PEAKS)
def test_a_peak_is_terminating_and_begins_with_work_in_progress(name):
    horizon = load(name).horizon
    assert horizon.kind == "terminating"
    assert horizon.warm_up_days >= 35


@pytest.mark.parametrize("name", ["summer_peak", "hospital_emergency", "storm_recovery"])
def test_a_peak_meets_the_crews_of_the_one_stop_service(name):
    peak, usual = load(name).model_dump(), load("one_stop").model_dump()
    differing = {key for key in peak if peak[key] != usual[key]}
    assert differing == {"name", "title", "why", "horizon", "demand", "sources"}


def test_a_surge_leaves_days_before_and_after_it_to_compare_with():
    for name in ("summer_peak", "pre_spring_festival", "storm_recovery"):
        horizon, surges = load(name).horizon, load(name).demand.surges
        assert all(horizon.start < surge.start and surge.end <= horizon.last_day for surge in surges)


def test_the_hospital_asks_for_emergency_supply_once():
    of = load("hospital_emergency")
    applications = run(of.vary(days=4), seed=1).applications
    [hospital] = applications[applications["application_id"].str.startswith("county_hospital")].itertuples()
    assert (hospital.track, hospital.region, hospital.capacity_kw) == ("emergency", "old_town", 800.0)


def test_the_storm_hits_two_regions_and_nobody_is_connected_again_without_it():
    of = load("storm_recovery")
    assert of.demand.streams["reconnection"].per_day == {}
    further = {region for surge, _, region, _ in of.demand.surging() if surge.name == "storm"}
    assert further == {"river_plain", "north_hills"}


def test_drones_are_all_that_the_mountain_districts_differ_in():
    on_foot, flown = load("mountain_district").model_dump(), load("mountain_district_drones").model_dump()
    assert {key for key in on_foot if on_foot[key] != flown[key]} == {"name", "title", "why", "levers"}
    assert flown["levers"] == {**on_foot["levers"], "drones": True}
    teams = [group for group in load("mountain_district_drones").in_force.workforce.crews if group.flies]
    assert [group.size for group in teams] == [1, 1, 1]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "metro_city"])
def test_every_scenario_runs_and_its_crews_have_work(name):
    log = run(load(name).vary(days=2), seed=1)
    finished = log.applications["finished_at"].notna()
    assert finished.sum() > 500
