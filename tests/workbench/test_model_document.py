from pathlib import Path

import pytest

from domain.procedure_mapping import read_procedure
from scenarios import load
from simulation.statistics import Interval
from workbench.__main__ import main
from workbench.model_document import current, sections, written
from workbench.model_document.document import FROM_RUNS, NOT_RUN
from workbench.model_document.parameters import source_of, table_of_parameters
from workbench.model_document.results import Effort
from workbench.model_document.trees import diagram
from workbench.study_tables import interval

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "model.md"


@pytest.fixture(scope="module")
def document() -> dict[str, str]:
    return sections(DOCUMENT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return current()


@pytest.mark.parametrize(
    "name", ["scenarios", "trees", "sources", "parameters", "mechanisms", "ranges", "check"]
)
def test_the_document_is_current(document: dict[str, str], now: dict[str, str], name: str) -> None:
    """Parameters, sources, trees and levers, and the check runs, which are runs of every scenario made again.

    If this fails: python -m workbench model --write docs/model.md, with --text where no mechanism changed.
    """
    assert document[name] == now[name]


def test_every_section_is_either_current_or_from_runs(document: dict[str, str], now: dict[str, str]) -> None:
    assert set(document) == {*now, *FROM_RUNS}


def test_every_result_of_the_document_is_there(document: dict[str, str]) -> None:
    assert [name for name in FROM_RUNS if document[name] == NOT_RUN] == []


def test_every_figure_has_a_source(document: dict[str, str]) -> None:
    """Names, such as the rule of dispatch, need none."""
    unsaid = [line for line in document["parameters"].splitlines()[2:] if line.endswith("| - |")]
    assert [line for line in unsaid if any(sign.isdigit() for sign in line.split("|")[2])] == []


def test_the_source_of_the_longest_path_speaks_for_a_parameter() -> None:
    scenario = load("traditional")
    sources = list(scenario.sources)
    assert source_of("tracks.hv.stages.survey.work", scenario) == f"S{sources.index('tracks.hv.stages') + 1}"
    assert source_of("stages.survey.work", scenario) == f"S{sources.index('stages') + 1}"
    survey = "| `stages.survey.work.duration` | unit: minutes, distribution: triangular, low: 15, mode: 25"
    assert survey in table_of_parameters(scenario)


def test_a_tree_is_drawn_with_its_loops_choices_and_parallel_branches() -> None:
    tree = {
        "sequence": [
            {"loop": {"do": "survey", "redo": "design", "probability": 0.25}},
            {"parallel": ["contract", "construction"]},
            {"choice": [{"probability": 0.1, "then": "meter"}, {"probability": 0.9, "then": "silent"}]},
        ]
    }
    lines = [line.strip() for line in diagram(read_procedure("plain", tree)).splitlines()]
    assert lines == [
        "```mermaid",
        "flowchart TD",
        'n1(["application submitted"])',
        'n2((" "))',
        "n1 --> n2",
        'n3["survey"]',
        "n2 --> n3",
        'n4{"again?"}',
        "n3 --> n4",
        'n5["design"]',
        "n4 -->|25.0%| n5",
        "n5 --> n2",
        'n6{{"all at once"}}',
        "n4 -->|done| n6",
        'n7["contract"]',
        "n6 --> n7",
        'n8["construction"]',
        "n6 --> n8",
        'n9{{"all done"}}',
        "n7 --> n9",
        "n8 --> n9",
        'n10{"one of"}',
        "n9 --> n10",
        'n11["meter"]',
        "n10 -->|10%| n11",
        'n12(["application finished"])',
        "n11 --> n12",
        "n10 -->|90%| n12",
        "```",
    ]


@pytest.fixture
def _current_is_known(monkeypatch: pytest.MonkeyPatch, now: dict[str, str]) -> None:
    """The runs of the check are made once for all tests."""
    monkeypatch.setattr("workbench.model_document.document.current", lambda: now)


@pytest.mark.usefixtures("_current_is_known")
def test_results_that_are_there_stay_when_only_the_text_is_written_anew() -> None:
    before = written({"levers": "| a table |"})
    again = written({}, before)
    assert sections(again)["levers"] == "| a table |"
    assert sections(again)["promises"] == NOT_RUN
    assert again == written({}, again)


@pytest.mark.usefixtures("_current_is_known")
def test_the_command_writes_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], now: dict[str, str]
) -> None:
    path = tmp_path / "model.md"
    assert main(["model", "--write", str(path), "--text"]) == 0
    assert sections(path.read_text(encoding="utf-8"))["trees"] == now["trees"]
    assert "written" in capsys.readouterr().out


def test_an_estimate_without_an_interval_is_written_without_one() -> None:
    assert interval(Interval(0.5, None, None, 1), "{:.1f}", 100) == "50.0"
    assert interval(Interval(0.5, 0.4, 0.6, 5), "{:.1f}", 100) == "50.0 (40.0 to 60.0)"
    assert interval(Interval(None, None, None, 0), "{:.1f}") == "-"


def test_effort_is_stated_in_the_document(document: dict[str, str]) -> None:
    assert document["effort"].startswith(f"Seed {Effort().seed}; ")
