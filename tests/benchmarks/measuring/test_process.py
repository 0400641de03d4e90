import json

import pytest

from benchmarks.measuring import process
from benchmarks.measuring.process import ProgramError, peer_version, report_of, tell_timed


def test_a_program_reports_what_it_counted_and_held() -> None:
    report = report_of("benchmarks.contestants.tandem_heap", 40)
    # 40 customers pass 6 stations each.
    assert report["count"] == 240
    assert report["seconds"] > 0
    assert 1 < report["peak_mb"] < 1000


def test_the_memory_of_a_program_is_not_that_of_the_one_that_started_it() -> None:
    ballast = bytearray(400_000_000)
    assert report_of("benchmarks.contestants.tandem_heap", 40)["peak_mb"] < len(ballast) / 1e6 / 2


def test_a_program_that_fails_is_named_with_the_last_it_said() -> None:
    with pytest.raises(ProgramError, match=r"tandem_heap ended with status 1 and said: ValueError.*'many'"):
        report_of("benchmarks.contestants.tandem_heap", "many")


def test_work_is_timed_after_the_warm_up_and_tells_its_count(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []

    def work() -> int:
        done.append("work")
        return len(done)

    tell_timed(work, warm_up=lambda: done.append("warm up"))
    assert done == ["warm up", "work"]
    assert json.loads(capsys.readouterr().out)["count"] == 2


def test_a_peer_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PEERS", process.ROOT / "no-such-environment" / "python")
    assert peer_version("ciw") is None
