import pytest

from benchmarks.__main__ import main, names


def test_benchmarks_are_the_modules_and_not_their_tools(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out.split()
    assert listed == names()
    assert {"import_logs", "kpis", "board_filters", "start_up", "twin"} <= set(listed)
    assert not {"measuring", "contestants", "__main__"} & set(listed)


def test_an_unknown_benchmark_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kpi"]) == 2
    assert capsys.readouterr().err == "benchmark must be a known word, got 'kpi' (nearest: 'kpis').\n"
