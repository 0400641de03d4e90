"""Slips that a run would pass over in silence are told when the scenario is loaded."""

import pytest

from domain.errors import InputError
from scenarios import Scenario, load, loads, to_yaml
from scenarios.places import is_place, places
from tests.simulation.small import constant, desk, scenario_data

HEAD = "extends: one_stop\nname: july\n"
STAGE = "{department: metering, work: {desk: metering, duration: {distribution: constant, value: 9}}}"
LEVER = "mechanisms: {data_sharing: {changes: {%s}}}\nlevers: {data_sharing: false}\n"
PROMISE = "service_levels: {residential_48h: {limit: '48 h elapsed from %s to application.finished%s'}}\n"


def test_the_places_of_plain_data_are_written_as_sources_write_them():
    data = {"a": {"b.c": 1}, "d": [{"e": 2}]}
    assert list(places(data)) == ["a", "a.b.c", "d", "d[0]", "d[0].e"]
    assert all(is_place(path, data) for path in places(data))
    assert [path for path in ("ab.c", "a.b", "d[1]", "d.e", "dd", "e") if is_place(path, data)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PROMISE % ("acceptanc.started", ""),
            r": service_levels\.residential_48h\.limit must name a stage, "
            r"got 'acceptanc' \(nearest: 'acceptance'\)\.",
        ),
        (
            PROMISE % ("acceptance.enabled", ", stops for custmer_confirmation"),
            r"residential_48h\.limit must name the cause of a hold, "
            r"got 'custmer_confirmation' \(nearest: 'customer_confirmation'\)\.",
        ),
        (
            "service_levels: {hv_on_site_24h: {applies_to: {trak: [hv]}}}",
            r"service_levels\.hv_on_site_24h\.applies_to\.trak must name an attribute of an application, "
            r"got 'trak' \(nearest: 'track'\)\.",
        ),
        (
            "service_levels: {hv_on_site_24h: {applies_to: {track: [hvv]}}}",
            r"service_levels\.hv_on_site_24h\.applies_to\.track must name a known track, "
            r"got 'hvv' \(nearest: 'hv'\)\.",
        ),
        (
            "tracks: {hv: {procedure: {rule: [{when: {terrain: [montain]}, then: survey}]}}}",
            r"tracks\.hv\.procedure: when\.terrain must name a known terrain, "
            r"got 'montain' \(nearest: 'mountain'\)\.",
        ),
        (
            "prices: {surveyy: 10}",
            r"prices\.surveyy must name a department, a skill or travel_hour, "
            r"got 'surveyy' \(nearest: 'survey'\)\.",
        ),
        (
            "prices: {travel_hours: 10}",
            r"prices\.travel_hours must .* got 'travel_hours' \(nearest: 'travel_hour'\)\.",
        ),
        (
            f"stages: {{surveyy: {STAGE}}}",
            r"stages\.surveyy must name a stage that is visited, got 'surveyy' \(nearest: 'survey'\)\.",
        ),
        (
            f"tracks: {{hv: {{stages: {{surveyy: {STAGE}}}}}}}",
            r"tracks\.hv\.stages\.surveyy must name a stage that is visited, "
            r"got 'surveyy' \(nearest: 'survey'\)\.",
        ),
        (
            "stages: {inspection: {department: meterring}}",
            r"stages\.inspection\.department must name a department with a desk or crews, "
            r"got 'meterring' \(nearest: 'metering'\)\.",
        ),
        (
            "tracks: {hv: {owner: markting}}",
            r"tracks\.hv\.owner must name a department with a desk or crews, "
            r"got 'markting' \(nearest: 'marketing'\)\.",
        ),
        (
            "workforce: {crews: [{name: inspection_old_town, department: meterring}]}",
            r"workforce\.crews\[12\]\.department must name a department that answers for a stage, "
            r"got 'meterring' \(nearest: 'metering'\)\.",
        ),
        (
            "workforce: {crews: [{name: survey_old_town, skills: [survey, instalation]}]}",
            r"workforce\.crews\[0\]\.skills must name a skill that a stage needs, "
            r"got 'instalation' \(nearest: 'installation'\)\.",
        ),
        (
            "workforce: {desks: {meterring: {size: 1, roster: office}}}",
            r"workforce\.desks\.meterring must name a department that answers for a stage, "
            r"got 'meterring' \(nearest: 'metering'\)\.",
        ),
        (
            "sources: {demnd: the register}",
            r"sources must name places of the scenario, got 'demnd' \(nearest: 'demand'\)\.",
        ),
        (
            "sources: {demand.scal: the register}",
            r"got 'demand\.scal' \(nearest: 'demand\.scale'\)\.",
        ),
        (
            "stages: {contract: {outcomes: {lost: 0.1}}}",
            r"stages\.contract\.outcomes must stand at a stage that closes a loop "
            r"\(inspection, scheme_confirmation, scheme_design\), got lost at 'contract'\.",
        ),
        (
            LEVER % "prices: {surveyy: 10}",
            r"'july', lever 'data_sharing' pulled: prices\.surveyy must .* \(nearest: 'survey'\)\.",
        ),
        (
            LEVER % "sources: {demnd: the register}",
            r"lever 'data_sharing' pulled: sources must .* \(nearest: 'demand'\)\.",
        ),
        (
            LEVER % f"stages: {{surveyy: {STAGE}}}",
            r"lever 'data_sharing' pulled: stages\.surveyy must .* \(nearest: 'survey'\)\.",
        ),
    ],
)
def test_a_word_that_leads_nowhere_is_told_in_one_sentence(text, message):
    with pytest.raises(InputError, match=message) as raised:
        loads(HEAD + text)
    assert str(raised.value).startswith("Scenario 'july'")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "service_levels: {each: {limit: '9 h elapsed from stage.enabled to stage.completed'}}",
        # The one-stop window, which is on, takes the only holds of this cause away.
        PROMISE % ("acceptance.enabled", ", stops for customer_sub_request"),
        # A stage only another scenario or a lever visits, unlike any that is visited.
        f"stages: {{drone_flight: {STAGE}}}",
        "stages: {survey: {department: city_planning}}",
        "tracks: {hv: {procedure: {sequence: [acceptance, survey]}}}",
        "sources: {stages.survey.work.duration: the register, 'workforce.crews[3].size': the rota}",
        LEVER % "stages: {contract: {hold: {cause: notary, duration: {distribution: constant, value: 9}}}}",
    ],
)
def test_an_uncommon_word_that_is_meant_so_loads_and_loads_back(text):
    july = loads(HEAD + text)
    assert loads(to_yaml(july)) == july


def test_a_promise_may_stop_for_a_hold_that_only_a_lever_brings():
    hold = "hold: {cause: notary, duration: {distribution: constant, value: 9}}"
    lever = LEVER % f"stages: {{contract: {{{hold}}}}}"
    july = loads(HEAD + lever + PROMISE % ("acceptance.enabled", ", stops for notary"))
    assert not july.levers["data_sharing"]


def test_outcomes_of_a_shared_stage_may_matter_to_one_track_only():
    data = scenario_data({"test": {**desk("office", constant(1)), "outcomes": {"fails": 0.1}}}, {"office": 1})
    with pytest.raises(InputError, match=r"closes a loop \(none does\), got fails at 'test'\."):
        Scenario.from_data(data)
    looped = {**data["tracks"]["plain"], "procedure": {"loop": {"do": "test", "redo": "silent"}}}
    data["tracks"]["thorough"] = looped
    data["routing"] = [{"track": "plain"}]
    assert Scenario.from_data(data).stages["test"].outcomes == {"fails": 0.1}


def test_slips_of_the_scenario_are_told_once_though_each_lever_shows_them_again():
    with pytest.raises(InputError) as raised:
        load("one_stop").from_data({**load("one_stop").model_dump(), "prices": {"surveyy": 10.0}})
    assert str(raised.value).count("surveyy") == 2, "what came stands in its path and behind 'got'"
