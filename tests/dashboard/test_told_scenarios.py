"""What a Chinese reader is told about a scenario that cannot be used."""

import re
from collections.abc import Callable
from functools import partial

import pytest

from dashboard.words import speaking
from dashboard.words.catalogue import FOLDER, read
from dashboard.words.told import told
from domain.errors import InputError
from scenarios import load, loads

HEAD = "extends: one_stop\nname: july\n"
STAGE = "{department: metering, work: {desk: metering, duration: {distribution: constant, value: 9}}}"
LEVER = "mechanisms: {data_sharing: {changes: %s}}"
# A quoted word or one after a dot is a name from a file: 'nearest' is a rule of dispatch, at a key.
ENGLISH = re.compile(r"(?<!['.])\b(must|but|the|is|not|of|at|got|nearest|known:|pulled|without|in)\b")
CATALOGUE = FOLDER / "zh_CN" / "twin.po"

PROCEDURES = [
    "{loop: {do: acceptance, redo: silent, probability: 1}}",
    "{loop: {do: acceptance, redo: silent, probability: 0.1, max: 0}}",
    "{loop: {do: acceptance, redo: silent, probability: 0.1, max: many}}",
    "{loop: {do: acceptance, redo: silent}}",
    "{loop: {do: acceptance, redo: silent, probability: often}}",
    "{loop: acceptance}",
    "{loop: {do: acceptance, redo: silent, probabilty: 0.1}}",
    "{loop: {do: acceptance, redo: silent, when: 0.1}}",
    "{choice: [{probability: 1.4, then: survey}, {probability: 0.1, then: silent}]}",
    "{choice: [{probability: 0.4, then: survey}, {probability: 0.1, then: silent}]}",
    "{choice: [{probability: 1, then: survey}]}",
    "{parallel: [survey]}",
    "{sequence: []}",
    "{rule: []}",
    "{sequence: survey}",
    "{sequence: [{survey: now}]}",
    "{sequence: [{sequnce: now}]}",
    "{sequence: [3]}",
    "{sequence: ['']}",
    "{rule: [{when: {terrain: []}, then: survey}]}",
    "{rule: [{when: terrain, then: survey}]}",
]
MISTAKES = [
    *(f"tracks: {{hv: {{procedure: {tree}}}}}" for tree in PROCEDURES),
    "regions: {old_town: {terrain: urbn}}",
    "demand: {streams: {industrial: {per_day: {moon: 1}}}}",
    "routing: [{track: hw}]",
    "routing: []",
    "routing: [{track: hv, category: [industrail]}, {track: lv_residential}]",
    "routing: [{track: hv, capacity_kw: [20, 2000]}]",
    "demand: {streams: {industrial: {capacity_kw: [200, 100]}}}",
    "calendar: offce",
    "satisfaction: {cutpoints: [0.0, 3.0, 2.0, 4.0]}",
    "satisfaction: {dimensions: {attitude: {late: 99.0}}}",
    "contacts: {desk: custmer_service}",
    "coordination: {desk: cordination}",
    "coordination: {roster: ofice}",
    "coordination: {rounds: ['9:00']}",
    "coordination: {per_round: 0}",
    "contacts: {complaint: {when_late: 2}}",
    "service_levels: {complaint_reply_2h: {limit: '9 h elapsed from complant.received to survey.started'}}",
    "levers: {blimps: true}",
    "tracks: {hv: {procedure: {sequence: [acceptance, suvey]}}}",
    "stages: {acceptance: {work: {desk: custmer_service}}}",
    "stages: {survey: {work: {desk: marketing}}}",
    "stages: {survey: {work: {skill: suvey}}}",
    "horizon: {days: 0}",
    "horizon: {kind: steady}",
    "priors: {field_work: {low: 2.0}}",
    "horizon: {start: soon}",
    "horizon: {time_zone: Asia/Shangai}",
    "demand: {scale: 1000}",
    "demand: {scale: .nan}",
    "demand: {scale: '1'}",
    "terrains: {urban: {speed_kmh: 0}}",
    "workforce: {crews: [{name: survey_old_town, size: many}]}",
    "stages: {survey: {work: {unfinished: do_not_start, terrains: {urban: "
    "{distribution: constant, value: 9}}}}}",
    "stages: {survey: {work: {terrains: {urbn: {distribution: constant, value: 9}}}}}",
    "stages: {survey: {work: {modes: [{skill: survey, duration: {distribution: constant, value: 9}}]}}}",
    "stages: {survey: {work: {modes: [{skill: suvey, duration: {distribution: constant, value: 9}}]}}}",
    "stages: {acceptance: {work: {modes: [{skill: survey, duration: {distribution: constant, value: 9}}]}}}",
    "workforce: {crews: 3}",
    "workforce: null",
    "title: {en: 3}",
    "levers: {zero_approval: 1}",
    "dispatch: lifo",
    "tracks: {hv: {stages: {inspection: {work: {duration: {distribution: constant, value: 300}, "
    "unfinished: do_not_start}}}}}",
    "stages: {contract: {work: {duration: {distribution: constant, value: 999}, unfinished: do_not_start}}}",
    "tracks: {hv: {procedure: {loop: {do: scheme_design, redo: silent, probability: 0.9}}}}",
    "stages: {lunch: {hand_over: null}}",
    "stages: {suvey: {hand_over: null}}",
    "wrkforce: {}",
    "stages: {survey: {wrk: 1}}",
    "stages: {survey: {xyz: 1}}",
    "stages: {contract: {outcomes: {lost: 0.1}}}",
    f"stages: {{surveyy: {STAGE}}}",
    "stages: {inspection: {department: meterring}}",
    "workforce: {desks: {meterring: {size: 1, roster: office}}}",
    "workforce: {crews: [{name: survey_old_town, skills: [survey, instalation]}]}",
    "service_levels: {hv_on_site_24h: {limit: '9 h elapsed from surve.enabled to survey.completed'}}",
    "service_levels: {x: {limit: '9 h elapsed from survey.enabled to survey.started, stops for custmer_x'}}",
    "service_levels: {hv_on_site_24h: {applies_to: {trak: [hv]}}}",
    "service_levels: {hv_on_site_24h: {applies_to: {track: [hvv]}}}",
    "prices: {surveyy: 10}",
    "stages: {scheme_design: {outcomes: {survey_incomplete: 0.7}}}",
    "stages: {scheme_design: {errors_of: suvey}}",
    "experience: {pace: 0.9}",
    "weather: {no_fly: [0.1]}",
    "weather: {no_fly: [" + "0.1, " * 13 + "]}",
    "weather: {stretch_hours: 0}",
    "equipment: {surveyy: {hours_between_failures: 9, repair: {distribution: constant, value: 9}}}",
    "equipment: {survey: {hours_between_failures: 0.5}}",
    "tracks: {hv: {withdrawal: {share: 0.1, after: {distribution: constant, value: 9}, before: inspektion}}}",
    'stages: {survey: {appointment: {roster: field_daily, windows: ["02:00-03:00"]}}}',
    'stages: {survey: {hand_over: {at: "03:00", roster: office}}}',
    'coordination: {rounds: ["07:00", "12:30"]}',
    'stages: {survey: {appointment: {roster: field_daily, windows: ["08:00-09:00", "08:00-10:00"]}}}',
    'stages: {survey: {appointment: {roster: field_daily, windows: ["8-9"]}}}',
    'stages: {survey: {appointment: {roster: field_daily, windows: ["08:00-10:00"]}}}',
    "terrains: {mountain: {speed_kmh: 3}}",
    'stages: {survey: {appointment: {roster: field_daily, windows: ["08:00-10:00"], missed: 1.0}}}',
    'stages: {survey: {appointment: {windows: ["08:00-10:00"], roster: fild_daily}}}',
    "tracks: {lv_nonresidential: {stages: {survey: {work: null}}}}",
    "tracks: {hv: {follow_up: {stage: contract, after: {distribution: constant, value: 9}}}}",
    "tracks: {hv: {follow_up: {stage: folow_up, after: {distribution: constant, value: 9}}}}",
    "sources: {demnd: the register}",
    "demand: {scale: 100}\nhorizon: {days: 3000}",
    "demand: {surges: [{name: heat, start: 2026-04-01, days: 3, factor: 1.0, streams: [residental]}]}",
    "demand: {surges: [{name: heat, start: 2026-04-01, days: 3, factor: 1.0, regions: [oldtown]}]}",
    "demand: {surges: [{name: heat, start: 2026-04-01, days: 3}]}",
    "demand: {surges: [{name: heat, start: 2025-04-01, days: 3, factor: 1.0}]}",
    "demand: {surges: [{name: heat, start: 2026-04-01, days: 3, factor: 1.0}, "
    "{name: heat, start: 2026-04-02, days: 3, factor: 1.0}]}",
    "demand: {requests: [{name: clinic, at: '2026-04-01 9:30', stream: industrial, region: old_town}]}",
    "demand: {requests: [{name: clinic, at: '2025-04-01 09:30', stream: industrial, region: old_town}]}",
    "demand: {requests: [{name: clinic, at: '2026-04-01 09:30', stream: industry, region: old_town}]}",
    "demand: {requests: [{name: clinic, at: '2026-04-01 09:30', stream: industrial, region: old_tovn, "
    "urgency: emergncy}]}",
    "demand: {requests: [{name: clinic, at: '2026-04-01 09:30', stream: industrial, region: old_town, "
    "latitude: 31.0}]}",
    "prices: {" + ", ".join(f"none_{number}: 1" for number in range(12)) + "}",
    LEVER % "{stagess: {}}",
    LEVER % "{stages: {survey: {hold: {cause: x, duration: {distribution: constant, value: -1}}}}}",
]
BASE = load("one_stop")
CHANGES: list[Callable[[], object]] = [
    lambda: BASE.vary(crews={"survey_oldtown": 1}),
    lambda: BASE.vary(desks={"markting": 1}),
    lambda: BASE.vary(promises={"residential_49h": 9}),
    lambda: BASE.vary(days=0),
    lambda: load("one-stop"),
]


def refused(make: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as raised:
        make()
    return str(raised.value).splitlines()


def sentences() -> list[str]:
    made = [line for text in MISTAKES for line in refused(partial(loads, HEAD + text, "july.yaml"))]
    made += [line for text in MISTAKES[:2] for line in refused(partial(loads, HEAD + text))]
    return made + [line for change in CHANGES for line in refused(change)]


def test_a_chinese_reader_is_told_in_chinese_why_a_scenario_is_refused() -> None:
    with speaking("zh"):
        said = {sentence: told(sentence) for sentence in sentences()}
    assert {sentence: words for sentence, words in said.items() if ENGLISH.search(words)} == {}
    assert [words for words in said.values() if words.startswith("英文原文")] == []


def test_a_slip_in_a_lever_is_told_with_scenario_file_and_lever() -> None:
    [sentence] = refused(lambda: loads(HEAD + LEVER % "{prices: {surveyy: 9}}", "july.yaml"))
    with speaking("zh"):
        assert told(sentence) == (
            "情景“july”（july.yaml）启用措施“data_sharing”后：prices.surveyy 须为部门、技能或 travel_hour，"
            "此处为 'surveyy'，相近的是 'survey'。"
        )


def test_each_of_several_lines_is_told() -> None:
    lines = refused(lambda: loads(HEAD + "dispatch: lifo\nhorizon: {days: 0}\n"))
    with speaking("zh"):
        assert told("\n".join(lines)).splitlines() == [told(line) for line in lines]


def test_every_pattern_of_the_catalogue_on_scenarios_is_of_a_sentence_that_is_said() -> None:
    """Fields stand for any text; one that no real sentence matches would be kept for nothing."""
    made = sentences()
    patterns = [
        text for kind, text in read(CATALOGUE) if not kind and text.startswith(("{where}", "Scenario"))
    ]
    assert len(patterns) > 20
    assert [text for text in patterns if not any(matches(text, sentence) for sentence in made)] == []


def matches(text: str, sentence: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(text)), sentence) is not None
