import gzip
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.io import read_log
from domain.io.xes_reader import read_xes

LIMIT = 1_000_000
EVENT = '<event><string key="concept:name" value="survey"/></event>'


def saved(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "log.xes"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_event_stands_beside_the_attributes_of_its_trace(tmp_path: Path) -> None:
    trace = f'<log><trace><string key="concept:name" value="A1"/>{EVENT}</trace><trace>{EVENT}</trace></log>'
    table = read_xes(saved(tmp_path, trace), limit=LIMIT)
    assert table.columns.to_pylist() == [
        {"concept:name": "survey", "case:concept:name": "A1"},
        {"concept:name": "survey", "case:concept:name": "trace 2"},
    ]
    assert table.notes == ("1 traces have no name: each is named by its place in the file.",)


def test_attributes_of_a_trace_may_follow_its_events(tmp_path: Path) -> None:
    trace = f'<log><trace>{EVENT}<string key="concept:name" value="A1"/></trace></log>'
    assert read_xes(saved(tmp_path, trace), limit=LIMIT).column("case:concept:name").to_pylist() == ["A1"]


def test_an_attribute_of_events_is_never_the_case_of_traces_without_a_name(tmp_path: Path) -> None:
    event = (
        '<event><string key="concept:name" value="{}"/><string key="org:resource" value="Li"/>'
        '<date key="time:timestamp" value="2026-07-0{}T08:00:00Z"/></event>'
    ).format
    traces = f"<log><trace>{event('a', 1)}{event('b', 2)}</trace><trace>{event('a', 3)}</trace></log>"
    result = read_log(saved(tmp_path, traces))
    assert result.log.applications["application_id"].tolist() == ["trace 1", "trace 2"]
    assert result.log.visits["stage"].tolist() == ["a", "b", "a"]
    assert "2 traces have no name: each is named by its place in the file." in result.guessed


def test_traces_of_one_name_are_one_case_and_it_is_said(tmp_path: Path) -> None:
    trace = f'<trace><string key="concept:name" value="A1"/>{EVENT}</trace>'
    table = read_xes(saved(tmp_path, f"<log>{trace}{trace}</log>"), limit=LIMIT)
    assert table.notes == ("2 traces share their name with another, such as 'A1': one case for each name.",)


@pytest.mark.parametrize(
    ("tag", "good", "bad", "rule"),
    [
        ("int", ["7", "-7", "+7"], ["xx", "7.5", ""], "a whole number"),
        ("float", ["7", "-7.5e3", ".5", "INF", "-inf", "NaN"], ["xx", "7,5", ""], "a number"),
        ("boolean", ["true", "False", "1", "0"], ["xx", "yes", ""], "true or false"),
    ],
)
def test_a_value_is_of_the_kind_its_tag_says(
    tmp_path: Path, tag: str, good: list[str], bad: list[str], rule: str
) -> None:
    for value in [*good, *bad]:
        path = saved(tmp_path, f'<log>\n<trace><{tag} key="n" value="{value}"/>{EVENT}</trace></log>')
        if value in good:
            assert read_xes(path, limit=LIMIT).column("case:n").to_pylist() == [value]
        else:
            with pytest.raises(
                InputError, match=f"log.xes, line 2: attribute 'n' must be {rule}, got '{value}'"
            ):
                read_xes(path, limit=LIMIT)


def test_a_nested_value_is_of_its_kind_too_but_a_global_is_not_read(tmp_path: Path) -> None:
    wrong = '<int key="n" value="xx"/>'
    nested = f'<log><trace><string key="s" value="x">{wrong}</string>{EVENT}</trace></log>'
    with pytest.raises(InputError, match="attribute 'n' must be a whole number, got 'xx'"):
        read_xes(saved(tmp_path, nested), limit=LIMIT)
    filler = f'<log><global scope="event">{wrong}</global>{EVENT}</log>'
    assert read_xes(saved(tmp_path, filler), limit=LIMIT).names == ["concept:name"]


def test_nested_attributes_and_lists_go_under_the_key_of_their_parent(tmp_path: Path) -> None:
    event = (
        '<event><string key="a" value="1"><int key="b" value="2"/></string>'
        '<list key="l"><values><string key="c" value="3"/></values></list><string key="d" value="4"/></event>'
    )
    table = read_xes(saved(tmp_path, f"<log>{event}</log>"), limit=LIMIT)
    assert table.columns.to_pylist() == [{"a": "1", "a/b": "2", "l/c": "3", "d": "4"}]


def test_globals_do_not_fill_what_an_event_does_not_say(tmp_path: Path) -> None:
    filler = '<global scope="event"><string key="org:group" value="UNKNOWN"/></global>'
    log = f"<log>{filler}{EVENT}</log>"
    assert read_xes(saved(tmp_path, log), limit=LIMIT).names == ["concept:name"]


def test_the_first_classifier_and_a_name_space_prefix_are_understood(tmp_path: Path) -> None:
    log = (
        '<x:log xmlns:x="urn:xes"><x:classifier name="n" keys="task lifecycle:transition"/>'
        '<x:trace><x:event><x:string key="task" value="survey"/></x:event></x:trace></x:log>'
    )
    table = read_xes(saved(tmp_path, log), limit=LIMIT)
    assert table.activity_keys == ("task", "lifecycle:transition")
    assert table.column("task").to_pylist() == ["survey"]


def test_a_log_in_gb18030_that_says_so_is_read_and_so_is_a_packed_one(tmp_path: Path) -> None:
    log = (
        f'<?xml version="1.0" encoding="gb18030"?><log><trace>{EVENT.replace("survey", "勘查")}</trace></log>'
    )
    for content in (log.encode("gb18030"), gzip.compress(log.encode("gb18030"), mtime=0)):
        assert read_xes(saved(tmp_path, content), limit=LIMIT).column("concept:name").to_pylist() == ["勘查"]


BOMB = '<!DOCTYPE log [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><log><trace>&b;</trace></log>'
DEEP = "<log><trace>" + '<string key="k" value="v">' * 200 + "</string>" * 200 + "</trace></log>"
MANY = (
    "<log><trace><event>"
    + "".join(f'<int key="k{n}" value="1"/>' for n in range(2_001))
    + "</event></trace></log>"
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, r"log\.xes, line 1: a log must not define a document type or entities, got <!DOCTYPE log>"),
        ("<log><trace>", "line 1: the file must be whole, well-formed XML, but: no element found"),
        ("<log></trace></log>", "well-formed XML, but: mismatched tag"),
        ("<log/>", "a log must hold events, but this XES file has none"),
        ("<html/>", "must begin with <log>, but begins with <html>"),
        ('<log><trace><string key="a"/></trace></log>', "must have a key and a value, but has no 'value'"),
        ('<?xml version="1.0" encoding="klingon"?><log/>', "must be in a known encoding, but"),
        (DEEP, "nested at most 100 deep"),
        (MANY, "at most 2,000 attributes, got 2,001"),
        ("<log>" + " " * LIMIT + "</log>", "must unpack to at most 1,000,000 bytes"),
        (gzip.compress(b"<log>" + b" " * 5000, mtime=0)[:-12], "packed data stop early"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read_xes(saved(tmp_path, content), limit=LIMIT)
