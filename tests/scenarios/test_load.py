"""Loading: what a file may say, and what the reader is told when it may not."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from scenarios import load, loads, to_yaml

HEAD = "extends: one_stop\nname: july\n"


def write(folder: Path, text: str | bytes, name: str = "july.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_states_only_its_difference(tmp_path):
    path = write(
        tmp_path,
        HEAD + "why: Half the surveyors are ill.\n"
        "workforce: {crews: [{name: survey_old_town, size: 2}]}\n"
        "horizon: {start: 2026-07-01}\n",
    )
    july, base = load(path), load("one_stop")
    assert july.name == "july"
    assert july.horizon.start == date(2026, 7, 1)
    assert july.horizon.days == base.horizon.days
    assert july.workforce.crews[0].size == 2
    assert july.workforce.crews[1:] == base.workforce.crews[1:]


def test_files_extend_files_beside_them(tmp_path):
    write(tmp_path, HEAD, "base.yaml")
    path = write(tmp_path, "extends: base.yaml\nname: july_late\n")
    assert load(path).name == "july_late"
    assert load(str(path)) == load(path)


def test_what_a_caller_does_to_a_scenario_stays_with_the_caller():
    mine = load("one_stop")
    mine.prices["coffee"] = 3.0
    mine.horizon.__dict__["days"] = 1
    assert "coffee" not in load("one_stop").prices
    assert load("one_stop").horizon.days > 1


def test_a_file_is_read_again_when_one_it_extends_has_changed(tmp_path):
    write(tmp_path, HEAD + "demand: {scale: 0.5}\n", "base.yaml")
    path = write(tmp_path, "extends: base.yaml\nname: july_late\n")
    assert load(path).demand.scale == 0.5
    write(tmp_path, HEAD + "demand: {scale: 0.6}\n", "base.yaml")
    assert load(path).demand.scale == 0.6


def test_a_scenario_of_the_library_is_read_again_when_it_has_changed(tmp_path, monkeypatch):
    mine = write(tmp_path, to_yaml(load("one_stop")), "mine.yaml")
    monkeypatch.setitem(load.__globals__, "LIBRARY", tmp_path)
    assert load("mine").name == "one_stop"
    mine.write_text(mine.read_text().replace("name: one_stop\n", "name: another\n"))
    os.utime(mine, ns=(0, mine.stat().st_mtime_ns + 1))
    assert load("mine").name == "another"


def test_text_extends_the_library_but_no_file(tmp_path):
    write(tmp_path, HEAD, "base.yaml")
    assert loads(HEAD).name == "july"
    with pytest.raises(InputError, match="must be a scenario of the library, got"):
        loads(f"extends: {tmp_path}/base.yaml\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "workforce: {crews: [{name: survey_old_town, sise: 2}]}",
            r"workforce\.crews\[0\] has an unknown key 'sise' \(nearest: 'size'\)",
        ),
        (
            "workforce: {crews: [{name: survey_oldtown, size: 2}]}",
            r"workforce\.crews\[18\] must bear a name that is there already, or be given whole, "
            r"got 'survey_oldtown' without 'region', 'skills', 'roster', 'department' "
            r"\(nearest: 'survey_old_town'\)\.",
        ),
        (
            "stages: {suvey: {hand_over: null}}",
            r"stages\.suvey must .* got 'suvey' without 'department' \(nearest: 'survey'\)\.",
        ),
        (
            "tracks: {lv_residental: {priority: 3}}",
            r"tracks\.lv_residental must .* got 'lv_residental' without 'owner', 'procedure' "
            r"\(nearest: 'lv_residential'\)\.",
        ),
        (
            "service_levels: {residential_48: {standing: statutory}}",
            r"got 'residential_48' without 'limit' \(nearest: 'residential_48h'\)\.",
        ),
        (
            "mechanisms: {data_sharing: {changes: {stages: {suvey: {hand_over: null}}}}}",
            r"lever 'data_sharing' pulled: stages\.suvey must .* \(nearest: 'survey'\)\.",
        ),
        (
            "stages: {lunch: {hand_over: null}}",
            r"stages\.lunch\.department must be given\.",
        ),
        ("wrkforce: {}", r"has an unknown key 'wrkforce' \(nearest: 'workforce'\)"),
        (
            "workforce: {crews: [{name: survey_old_town, size: -1}]}",
            r"workforce\.crews\[0\]\.size must be at least 0, got -1\.",
        ),
        (
            "workforce: {crews: [{name: survey_old_town, size: many}]}",
            r"workforce\.crews\[0\]\.size must be a whole number, got 'many'\.",
        ),
        (
            "workforce: {crews: [{name: survey_old_town, size: 2.5}]}",
            r"size must be a whole number, got 2\.5\.",
        ),
        (
            "workforce: {crews: [{name: survey_old_town, size: 99999999}]}",
            r"size must be at most 10000, got 99999999\.",
        ),
        ("demand: {scale: .nan}", r"demand\.scale must be a finite number, got nan\."),
        ("demand: {scale: '1'}", r"demand\.scale must be a number, got '1'\."),
        ("horizon: {days: 0}", r"horizon\.days must be at least 1, got 0\."),
        ("horizon: {start: soon}", r"horizon\.start must be a date like 2026-03-02, got 'soon'\."),
        (
            "horizon: {time_zone: Asia/Shangai}",
            r"horizon\.time_zone must be an IANA time zone, "
            r"got 'Asia/Shangai' \(nearest: 'Asia/Shanghai'\)",
        ),
        (
            "levers: {blimps: true}",
            r"levers\.blimps must name a lever that exists, got 'blimps' \(known: zero_approval, "
            r"one_stop_window, ",
        ),
        (
            "levers: {zero_aproval: true}",
            r"levers\.zero_aproval must name a lever that exists, "
            r"got 'zero_aproval' \(nearest: 'zero_approval'\)",
        ),
        ("levers: {zero_approval: 1}", r"levers\.zero_approval must be true or false, got 1\."),
        ("demand: {holidays: China}", r"demand\.holidays: .*must be a known word, got 'China'"),
        ("rosters: {office: {holidays: XX}}", r"rosters\.office\.holidays: .*must be a known word, got 'XX'"),
        ("dispatch: lifo", r"dispatch must be one of 'fifo', 'earliest_deadline', .* got 'lifo'\."),
        (
            "stages: {survey: {work: {duration: {distribution: uniform}}}}",
            r"stages\.survey\.work\.duration must name one of the distributions",
        ),
        (
            "stages: {survey: {work: {duration: {low: 90}}}}",
            r"stages\.survey\.work\.duration: low, mode and high must not fall, got 90, 25, 45\.",
        ),
        (
            "stages: {survey: {work: {desk: marketing}}}",
            r"stages\.survey\.work: exactly one of desk and skill must be given\.",
        ),
        (
            "stages: {survey: {outcomes: {lost: 0.6, late: 0.4}}}",
            r"stages\.survey: outcomes must have probabilities that sum to less than 1, got 1\.",
        ),
        (
            "stages: {survey: {outcomes: {lost: 1.4}}}",
            r"stages\.survey\.outcomes\.lost must be at most 1, got 1\.4\.",
        ),
        (
            "stages: {acceptance: {work: {desk: custmer_service}}}",
            r"stages\.acceptance\.work\.desk must name a desk that can do it, "
            r"got 'custmer_service' \(nearest: 'customer_service'\)",
        ),
        (
            "tracks: {hv: {stages: {survey: {work: {skill: suvey}}}}}",
            r"tracks\.hv: stage 'survey' must have a crew group with skill 'suvey' "
            r"in old_town, river_plain, north_hills, harbour_park, got none \(nearest: 'survey'\)",
        ),
        (
            "stages: {acceptance: {work: {only_after_lapse: true}}}",
            r"stages\.acceptance: work\.only_after_lapse must go with a hold\.lapse_after_hours\.",
        ),
        (
            "regions: {old_town: {terrain: urbn}}",
            r"regions\.old_town\.terrain must name a terrain, got 'urbn' \(nearest: 'urban'\)",
        ),
        (
            "demand: {streams: {industrial: {per_day: {newtown: 1}}}}",
            r"demand\.streams\.industrial\.per_day\.newtown must name a region, got 'newtown'",
        ),
        (
            "demand: {streams: {industrial: {weekdays: [1, 1]}}}",
            r"demand\.streams\.industrial\.weekdays must have at least 7 entries",
        ),
        (
            "demand: {streams: {industrial: {weekdays: [0, 0, 0, 0, 0, 0, 0]}}}",
            r"weekdays must hold a weight greater than 0, got only zeros",
        ),
        ("rosters: {office: {shifts: {mon-fri: []}}}", r"rosters\.office: a shift must be given, got none\."),
        (
            "rosters: {office: {shifts: {mon-fry: ['08:00-12:00']}}}",
            r"rosters\.office: Shifts 'mon-fry': .*got 'fry' \(nearest: 'fri'\)",
        ),
        (
            "rosters: {office: {shifts: {mon: ['8-12']}}}",
            r"rosters\.office: A shift must be written like '08:30-17:30'",
        ),
        ("calendar: offce", r"calendar must name a roster, got 'offce' \(nearest: 'office'\)"),
        (
            "tracks: {hv: {procedure: {sequence: [acceptance, suvey]}}}",
            r"tracks\.hv\.procedure must name a stage, got 'suvey' \(nearest: 'survey'\)",
        ),
        (
            "tracks: {hv: {procedure: {loop: {do: acceptance, redo: silent, probability: 1}}}}",
            r"tracks\.hv\.procedure: .*"
            r"probability must be at least 0 and less than 1, got 1",
        ),
        (
            "tracks: {hv: {procedure: {loop: {do: scheme_design, redo: silent, probability: 0.9}}}}",
            r"tracks\.hv\.procedure: a loop must have no probability where the stage that closes it has "
            r"outcomes, .*got probability 0\.9 and outcomes of 'scheme_design': survey_incomplete",
        ),
        (
            "tracks: {hv: {procedure: {choice: [{probability: 1.4, then: survey}, "
            "{probability: 0, then: silent}]}}}",
            r"tracks\.hv\.procedure: .*choice: A probability must lie between 0 and 1, got 1\.4\.",
        ),
        (
            "tracks: {hv: {procedure: {loop: {do: acceptance, redo: silent}}}}",
            r"tracks\.hv\.procedure: .*must have the key 'probability'",
        ),
        (
            "service_levels: {residential_48h: {limit: 48 hours}}",
            r"service_levels\.residential_48h: .*Time limit '48 hours'",
        ),
        ("workforce: {crews: 3}", r"workforce\.crews must be a list, got 3\."),
        ("workforce: null", r"workforce must hold keys and values, got None\."),
        (
            "mechanisms: {data_sharing: {changes: {stages: {survey: {hand_ower: null}}}}}",
            r"july\.yaml, lever 'data_sharing' pulled: "
            r"stages\.survey has an unknown key 'hand_ower' \(nearest: 'hand_over'\)",
        ),
        (
            "stages: {survey: {work: {duration: {distribution: constant, value: 3, mean: 4}}}}",
            r"stages\.survey\.work\.duration has an unknown key 'mean'",
        ),
        ("title: {en: 3}", r"title\.en must be text, got 3\."),
    ],
)
def test_a_mistake_is_named_with_file_path_rule_and_what_came(tmp_path, text, message):
    path = write(tmp_path, f"{HEAD}{text}\n")
    with pytest.raises(InputError, match=message) as raised:
        load(path)
    assert str(raised.value).startswith("Scenario 'july' in july.yaml")
    assert str(raised.value).count("\n") == 0


def test_a_lever_that_is_off_is_read_as_closely_as_one_that_is_on(tmp_path):
    slip = "mechanisms: {data_sharing: {changes: {stagess: {}}}}\nlevers: {data_sharing: false}\n"
    with pytest.raises(InputError, match=r", lever 'data_sharing' pulled: has an unknown key 'stagess'"):
        load(write(tmp_path, HEAD + slip))


def test_levers_that_do_not_go_together_are_told_when_both_are_on():
    """One takes the only desk of the survey away, the other its crews; either alone leaves a performer."""
    changes = "zero_approval: {changes: {stages: {survey: {work: {desk: marketing, skill: null}}}}}"
    other = "data_sharing: {changes: {stages: {survey: {work: {skill: survey}}}}}"
    both = f"{HEAD}mechanisms: {{{changes}, {other}}}\n"
    assert loads(both + "levers: {data_sharing: false}").name == "july"
    with pytest.raises(InputError, match=r"'july', levers pulled: stages\.survey\.work: exactly one of desk"):
        loads(both)


def test_a_duration_of_another_kind_replaces_the_old_one():
    survey = loads(HEAD + "stages: {survey: {work: {duration: {distribution: constant, value: 3}}}}").stages[
        "survey"
    ]
    assert survey.work.duration.mean_minutes == 3
    assert survey.work.skill == "survey"


def test_a_procedure_and_the_shifts_of_a_roster_are_replaced_whole():
    flow = "tracks: {hv: {procedure: {sequence: [acceptance, survey]}}}\n"
    july = loads(HEAD + flow + "rosters: {office: {shifts: {mon: ['08:00-12:00']}}}")
    assert july.procedure("hv").stages() == ("acceptance", "survey")
    assert july.rosters["office"].shifts == {"mon": ("08:00-12:00",)}
    assert july.rosters["office"].holidays == "CN"


def test_every_mistake_has_its_line():
    with pytest.raises(InputError) as raised:
        loads(HEAD + "dispatch: lifo\nhorizon: {days: 0}\n")
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert all(line.startswith("Scenario 'july': ") and line.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name: \xff\xfe", r"july\.yaml' must be UTF-8 text: byte 6 is not\."),
        (b"name: a\nname: b\n", r"must be valid YAML: line 2, column 1: the key 'name' is given twice\."),
        (b"a: &x [1]\nb: *x\n", r"must not use YAML aliases"),
        (b"a: [1, 2\n", r"must be valid YAML: line 2, column 1"),
        (b"- a\n- b\n", r"must hold keys and values, got a list\."),
        (b"", r"must hold keys and values, got nothing\."),
        (
            b"a: !!python/object/apply:os.system [ls]\n",
            r"must be valid YAML: .*could not determine a constructor",
        ),
        (b"[" * 100 + b"]" * 100, r"must not nest deeper than 60 levels\."),
        (b"a: 2026-13-45\n", r"must be valid YAML: month must be in 1\.\.12"),
        (b"{a: 1}: 2\n", r"must be valid YAML: .*a key is not a word"),
        (b"x" * 2_000_001, r"must be at most 2,000,000 bytes\."),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_in_one_sentence(tmp_path, content, message):
    with pytest.raises(InputError, match=message) as raised:
        load(write(tmp_path, content))
    assert "\n" not in str(raised.value)


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    assert load(write(tmp_path, b"\xef\xbb\xbf" + HEAD.encode())).name == "july"


def test_an_unknown_name_says_the_nearest():
    with pytest.raises(InputError, match=r"got 'one-stop' \(nearest: 'one_stop'\)\."):
        load("one-stop")


def test_a_chain_that_leads_back_is_refused(tmp_path):
    write(tmp_path, "extends: b.yaml\n", "a.yaml")
    write(tmp_path, "extends: a.yaml\n", "b.yaml")
    with pytest.raises(InputError, match="extends must not lead back to itself"):
        load(tmp_path / "a.yaml")


def test_nobody_on_duty_is_legal(tmp_path):
    groups = ", ".join(f"{{name: {group.name}, size: 0}}" for group in load("one_stop").workforce.crews)
    assert all(
        g.size == 0
        for g in load(write(tmp_path, f"{HEAD}workforce: {{crews: [{groups}]}}\n")).workforce.crews
    )


PLAIN = yaml.safe_load(to_yaml(load("one_stop")))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just([]), st.just({}),
    st.sampled_from([["a"], {"a": 1}, -1, 0, 1e308, "survey", date(2026, 2, 28)]),
)  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_loads_or_is_refused_in_words(text):
    assert said_of(text)


def said_of(text: str) -> list[str]:
    """What the reader is told of a text; one line of thanks where it is a scenario."""
    try:
        return [f"{loads(text).name} loaded."]
    except InputError as error:
        return str(error).splitlines()


@given(st.data())
def test_any_value_anywhere_loads_or_is_refused_in_words(data):
    """Walk to a random place of a good scenario and put something else there."""
    changed = json.loads(json.dumps(PLAIN, default=str))
    here = changed
    while True:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.booleans()):
            break
        here = here[key]
    if isinstance(here, dict) and data.draw(st.booleans()):
        here[data.draw(st.text(max_size=8))] = data.draw(VALUES)
    else:
        here[key] = data.draw(VALUES)
    lines = said_of(json.dumps(changed, default=str, ensure_ascii=False))
    assert lines
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        ("{modes: [{skill: dron_survey, %s}]}", "modes\\[0\\].skill must name a skill of a crew group"),
        ("{modes: [{skill: installation, terrains: [montain], %s}]}", "nearest: 'mountain'"),
        ("{modes: [{skill: survey, %s}]}", "a skill of their own, got 'survey' twice"),
        ("{skill: null, desk: metering, modes: [{skill: survey, %s}]}", "a desk has one way to work"),
    ],
)
def test_a_way_of_working_that_nobody_has_is_named(work: str, problem: str) -> None:
    said = work % "duration: {distribution: constant, value: 9}"
    with pytest.raises(InputError, match=problem):
        loads(f"extends: one_stop\nname: x\nstages: {{survey: {{work: {said}}}}}\n")
