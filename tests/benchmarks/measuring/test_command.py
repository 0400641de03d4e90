from pathlib import Path

import pytest

from benchmarks.measuring import command as module
from benchmarks.measuring.command import command
from benchmarks.measuring.process import ProgramError
from benchmarks.measuring.section import Section, at_most, compared
from domain.errors import InputError

FOUND = Section("KPIs", "All of them.", (compared("all", "s", [4.0], target=at_most(3)),))


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A RESULTS.md of the test's own."""
    monkeypatch.setattr(module, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def test_what_was_found_is_printed_and_kept_only_when_asked(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("kpis", lambda quick: FOUND, []) == 0
    assert "| all | s | 4 |" in capsys.readouterr().out
    assert not results.exists()
    assert command("kpis", lambda quick: FOUND, ["--write"]) == 0
    assert "<!-- begin: kpis -->\n## KPIs" in results.read_text("utf-8")
    assert "by `python -m benchmarks.kpis`" in results.read_text("utf-8")


def test_quick_figures_are_never_kept(results: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        command("kpis", lambda quick: FOUND, ["--write", "--quick"])


def test_a_proof_that_does_not_hold_fails(results: Path) -> None:
    assert command("fuzz", lambda quick: Section("Proof", "", (), holds=False), []) == 1


@pytest.mark.parametrize(("error", "status"), [(ProgramError("it broke"), 1), (InputError("it broke"), 2)])
def test_what_cannot_be_measured_is_one_sentence(
    error: Exception, status: int, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(quick: bool) -> Section:
        raise error

    assert command("kpis", fail, ["--write"]) == status
    assert capsys.readouterr().err == "it broke\n"
    assert not results.exists()
