import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InputError
from simulation.comparison import Comparison
from tests.workbench.answers import answered
from workbench.reproduce import reproduce
from workbench.saved import SavedStudy, all_saved, load_saved, save, saved_by, study_of
from workbench.variant import Variant
from workbench.versions import versions
from workbench.what_if import WhatIf

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = WhatIf("one_stop", (Variant(demand=0.1), Variant("B", demand=0.05)), days=2, replications=2)


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return answered(ASKED)


@pytest.fixture(scope="module")
def study(answer: Comparison) -> SavedStudy:
    return study_of(ASKED, answer, " Fewer customers ", "To see what idle crews cost.", NOW)


def changed(study: SavedStudy, **fields: Any) -> SavedStudy:
    return study.model_copy(update=fields)


def test_a_saved_study_comes_back_equal(study: SavedStudy, tmp_path: Path) -> None:
    path = save(study, tmp_path / "studies")
    assert load_saved(path) == study
    assert [kept.study for kept in all_saved(path.parent)] == [study]
    assert saved_by(path.stem, path.parent).title == "Fewer customers"
    assert study.what_if() == ASKED
    assert list(study.scenarios) == ["one_stop", "one_stop_what_if", "one_stop_what_if_2"]
    assert study.versions == versions()


def test_the_latest_study_stands_first_and_files_that_are_none_are_passed_over(
    study: SavedStudy, tmp_path: Path
) -> None:
    later = changed(study, title="Later", saved_at=datetime(2026, 11, 25, tzinfo=UTC))
    for one in (later, study):
        save(one, tmp_path)
    (tmp_path / "zzz.json").write_text("{}")
    assert [kept.study.title for kept in all_saved(tmp_path)] == ["Later", "Fewer customers"]


def test_a_study_keeps_the_base_its_reader_wrote() -> None:
    text = "extends: one_stop\nname: mine\ndemand: {scale: 0.1}\nhorizon: {warm_up_days: 3}\n"
    asked = WhatIf("mine", (Variant(demand=0.05),), days=1, replications=2, text=text)
    study = study_of(asked, answered(asked), "Mine", "To see whether it is kept.", NOW)
    assert study.own_base == study.scenarios["mine"]
    assert study.what_if(text) == asked
    found = reproduce(study, workers=2)
    assert (found.agrees, found.library) == (True, ())


def test_run_again_by_the_same_software_only_a_figure_changed_in_its_last_digit_differs(
    study: SavedStudy,
) -> None:
    first = dict(study.figures[0])
    stored = changed(study, figures=({**first, "mean": first["mean"] * (1 + 2**-52)}, *study.figures[1:]))
    found = reproduce(stored, workers=2)
    assert found.compared == sum(len(row) - 3 for row in study.figures)
    assert (found.versions, found.library) == ((), ())
    [differing] = found.figures
    assert differing.what == "variant_1 · cycle_time_mean · all · mean"
    assert differing.now == first["mean"]
    assert differing.then != differing.now
    assert not found.agrees


def test_other_software_and_another_library_are_named_and_the_stored_scenario_is_run(
    study: SavedStudy,
) -> None:
    text = study.scenarios["one_stop_what_if"].replace("scale: 0.1", "scale: 0.2")
    scenarios = {**study.scenarios, "one_stop_what_if": text}
    stored = changed(study, versions={**study.versions, "numpy": "0.1"}, scenarios=scenarios)
    found = reproduce(stored, workers=2)
    assert [one.what for one in found.versions] == ["numpy"]
    assert [one.what for one in found.library] == ["one_stop_what_if"]
    assert not found.agrees
    told = [one.what.split(" · ") for one in found.figures]
    assert "variant_1" in {variant for variant, *_ in told}
    # Verdicts are adjusted over all variants, so those of another one may change with it, and nothing else.
    assert {what[-1] for what in told if what[0] != "variant_1"} <= {"verdict", "replications_needed"}


def test_only_a_complete_answer_is_saved_with_a_title_and_a_why(answer: Comparison) -> None:
    with pytest.raises(InputError, match="why must have 1 to 2000 characters, got 0"):
        study_of(ASKED, answer, "T", "  ", NOW)
    with pytest.raises(InputError, match="title must have 1 to 80 characters, got 81"):
        study_of(ASKED, answer, "T" * 81, "because", NOW)
    partial = Comparison(answer.base.only({0}), answer.others)
    with pytest.raises(InputError, match="when all its runs have finished"):
        study_of(ASKED, partial, "T", "because", NOW)
    with pytest.raises(InputError, match="Link: scenario must be a known word"):
        study_of(replace(ASKED, scenario="mine.yaml"), answer, "T", "because", NOW)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no JSON", "must be a saved study, but the file"),
        ("{}", "must be a saved study, but format"),
        (json.dumps({"format": 2}), "must be a saved study, but format"),
    ],
)
def test_a_file_that_is_no_saved_study_is_refused_in_one_sentence(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "study.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        load_saved(path)
    with pytest.raises(InputError, match="must be a readable file"):
        load_saved(tmp_path / "none.json")


def test_a_key_leads_to_no_other_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="key must be its file's name"):
        saved_by("../secret", tmp_path)
