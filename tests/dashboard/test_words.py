"""Every text a reader may see has its Chinese, and the catalogues hold nothing that is not used."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import dashboard
from dashboard.words import formats, language, mark, name, speaking, t
from dashboard.words.catalogue import FOLDER, read, sentences
from dashboard.words.naming import names
from dashboard.words.told import told
from domain.frames import CORE
from domain.kpi import KPIS
from domain.kpi.board import CARDS
from scenarios import library, load
from scenarios.dispatching import Dispatch

PACKAGE = Path(dashboard.__file__).parent
LATIN = re.compile(r"[A-Za-z]{4,}")


def texts(source: str) -> Iterator[str]:
    """English texts in the calls `t("...")` and `mark("...")` of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("t", "mark") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def used() -> set[str]:
    return {text for file in PACKAGE.rglob("*.py") for text in texts(file.read_text("utf-8"))}


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_texts_are_found_in_calls_and_nowhere_else() -> None:
    source = 't("One")\nmark("Two {n}")\nt(variable)\nprint("Three")\nx.t("Four")'
    assert list(texts(source)) == ["One", "Two {n}"]


def test_every_text_has_its_chinese() -> None:
    assert sorted(used() - set(sentences("zh_CN"))) == []


def test_no_catalogue_holds_a_text_that_nobody_says() -> None:
    assert sorted(set(sentences("zh_CN")) - used()) == []


def test_a_translation_fills_in_the_same_fields() -> None:
    assert [text for text, said in sentences("zh_CN").items() if fields(text) != fields(said)] == []


def test_no_text_stands_in_two_catalogues() -> None:
    found = [text for file in (FOLDER / "zh_CN").glob("*.po") for text in read(file)]
    assert sorted({text for text in found if found.count(text) > 1}) == []


def test_every_kpi_and_dimension_has_a_name_in_both_languages() -> None:
    known = {identifier for _, identifier in names("zh_CN")}
    assert sorted((set(KPIS) | set(CARDS)) - known) == []
    assert [d for d in ("track", "region", "terrain", "channel", "urgency") if d not in known] == []
    assert set(CORE["applications"]) >= {"track", "region", "terrain", "channel", "urgency"}


@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.name)
def test_everything_a_library_scenario_names_has_its_chinese(entry: object) -> None:
    scenario = load(entry.name)  # type: ignore[attr-defined]
    crews = [f"{crew.name}-1" for crew in scenario.workforce.crews]
    words = [
        *(scenario.name, *scenario.tracks, *scenario.stages, *scenario.regions, *scenario.terrains),
        *(*scenario.workforce.desks, *scenario.levers, *scenario.service_levels, *crews),
        *(f"{desk}-1" for desk in scenario.workforce.desks),
    ]
    with speaking("zh"):
        assert [word for word in words if LATIN.search(name(word))] == []


def test_an_unknown_identifier_is_tidied_and_a_name_from_a_file_is_left_alone() -> None:
    with speaking("en"):
        assert name("street_light_repair") == "Street light repair"
        assert name("T02 Check confirmation of receipt") == "T02 Check confirmation of receipt"


@pytest.mark.parametrize("locale", ["en_GB", "zh_CN"])
def test_every_dispatch_rule_has_a_name(locale: str) -> None:
    known = {identifier for _, identifier in names(locale)}
    assert sorted(set(get_args(Dispatch)) - known) == []


def test_chinese_keeps_a_crew_s_trade_apart_from_the_stage_it_does() -> None:
    with speaking("zh"):
        assert (name("installation"), name("meter_installation")) == ("装表接电", "装表")


def test_a_word_of_two_things_is_named_by_its_kind() -> None:
    with speaking("zh"):
        assert (name("construction"), name("construction", "department")) == ("工程施工", "建设部")


def test_a_crew_is_named_by_its_skill_and_region() -> None:
    with speaking("en"):
        assert name("survey_old_town-2") == "Survey crew 2, Old town"
    with speaking("zh"):
        assert name("survey_old_town-2") == "老城区勘查2班"


def test_outside_a_page_english_is_spoken_unless_told_otherwise() -> None:
    assert language() == "en"
    with speaking("zh"):
        assert language() == "zh"
        assert t("Board") == "看板"
    assert t("Board") == mark("Board") == "Board"


def test_numbers_in_a_text_are_written_the_reader_s_way() -> None:
    assert t("n = {n}", n=1234) == "n = 1,234"


@pytest.mark.parametrize(
    ("hours", "english", "chinese"),
    [
        (0.5, "30 min", "30 分钟"),
        (0.004, "< 1 min", "< 1 分钟"),
        (1.25, "1.2 h", "1.2 小时"),
        (71.9, "71.9 h", "71.9 小时"),
        (72.0, "3 d", "3 天"),
        (None, "–", "–"),
    ],
)
def test_a_duration_is_written_in_the_unit_that_reads_best(
    hours: float | None, english: str, chinese: str
) -> None:
    assert formats.duration(hours) == english
    with speaking("zh"):
        assert formats.duration(hours) == chinese


def test_an_instant_is_written_in_the_zone_of_the_log() -> None:
    import pandas as pd

    # 23:30 UTC on the last of March is 07:30 of the next day in Shanghai.
    at = pd.Timestamp("2026-03-31T23:30Z")
    assert formats.instant(at, "Asia/Shanghai") == "1 Apr 2026, 07:30"
    with speaking("zh"):
        assert formats.instant(at, "Asia/Shanghai") == "2026年4月1日 07:30"
        assert formats.day(at, "UTC") == "2026年3月31日"


def test_a_sentence_of_the_domain_is_said_in_chinese_where_the_catalogue_knows_it() -> None:
    sentence = "Column 'Case ID' is taken as the case, by its name."
    assert told(sentence) == sentence
    with speaking("zh"):
        assert told(sentence) == "“Case ID”列识别为申请编号（依据列名）。"
        assert told("Something new.") == "英文原文：Something new."
