"""What stands behind the pages: open logs, the address, the first log, plain routes, the command."""

import json
import threading
from pathlib import Path

import pytest

import simulation
from dashboard import __main__ as command
from dashboard import first_log
from dashboard.components.watched import Share, watch
from dashboard.navigation import PAGES, page
from dashboard.routes import health, version
from dashboard.shelf import FIRST, OpenLog, Shelf, shelf
from domain.errors import InputError
from domain.io import write_log
from domain.terms import Terms
from scenarios import load
from tests.dashboard.conftest import Start
from tests.dashboard.logs import put_first, tiny_log

OPENED = OpenLog(tiny_log(), Terms.default(), "tiny")


def test_a_log_on_the_shelf_is_found_by_a_key_that_cannot_be_guessed() -> None:
    one, other = Shelf().put(OPENED), Shelf().put(OPENED)
    assert one != other
    assert len(one) >= 12


def test_a_log_nobody_looks_at_makes_room_the_longest_unused_first_but_never_the_first_one() -> None:
    now = [0.0]
    full = Shelf(at_most=2, in_use_seconds=60, clock=lambda: now[0])
    full.put(OpenLog(OPENED.log, OPENED.terms, "", FIRST))
    used, old = full.put(OPENED), full.put(OPENED)
    now[0] = 61.0
    full.get(used)
    new = full.put(OPENED)
    assert [key in full for key in (FIRST, old, used, new)] == [True, False, True, True]


def test_a_log_somebody_looks_at_is_never_put_away_and_the_next_is_refused() -> None:
    full = Shelf(at_most=1, in_use_seconds=60, clock=lambda: 0.0)
    looked_at = full.put(OPENED)
    with pytest.raises(InputError, match="the 1 that are open are all in use; try again later"):
        full.put(OPENED)
    assert full.get(looked_at)


def test_to_list_a_log_by_its_label_is_not_to_look_at_it() -> None:
    now = [0.0]
    full = Shelf(at_most=1, in_use_seconds=60, clock=lambda: now[0])
    old = full.put(OPENED)
    now[0] = 61.0
    assert full.label(old) == "tiny"
    full.put(OPENED)
    assert full.label(old) is None


def test_logs_are_bounded_by_what_they_take() -> None:
    with pytest.raises(InputError, match="the 0 that are open"):
        Shelf(at_most_bytes=10).put(OPENED)


def test_a_page_drops_keys_from_its_address_that_it_does_not_keep(start: Start) -> None:
    app = start("board", figure="finished", group="stage=survey", track="hv")
    assert not app.exception
    assert sorted(app.query_params) == ["track"]


def test_every_page_has_its_file_and_its_own_address() -> None:
    assert [entry.file.is_file() for entry in PAGES] == [True] * len(PAGES)
    assert len({entry.path for entry in PAGES}) == len(PAGES)
    assert page("board") == PAGES[0].file
    assert PAGES[0].path == "/"


def test_the_first_log_is_simulated_once_and_read_from_disk_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    def run(scenario: object, seed: int, **_: object) -> object:
        runs.append(seed)
        return tiny_log()

    monkeypatch.setenv("SWITCHBOARD_VAR", str(tmp_path))
    monkeypatch.setattr(simulation, "run", run)
    first = first_log.make()
    assert first_log.make() is shelf().get(FIRST)
    shelf.cache_clear()
    assert first_log.make().log == first.log
    assert runs == [first_log.SEED]


def test_a_damaged_file_of_the_first_log_is_simulated_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWITCHBOARD_VAR", str(tmp_path))
    monkeypatch.setattr(simulation, "run", lambda *_, **__: tiny_log())
    first_log.make()
    next(tmp_path.rglob("*.parquet")).write_bytes(b"PAR1 and then nothing")
    shelf.cache_clear()
    assert len(first_log.make().log) == 3


def test_a_folder_that_cannot_be_written_does_not_stop_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SWITCHBOARD_VAR", str(tmp_path / "file"))
    monkeypatch.setattr(simulation, "run", lambda *_, **__: tiny_log())
    assert len(first_log.make().log) == 3


def test_the_first_log_is_kept_for_the_scenario_it_was_made_from() -> None:
    one_stop = load("one_stop")
    assert first_log.fingerprint(one_stop) == first_log.fingerprint(load("one_stop"))
    assert first_log.fingerprint(one_stop) != first_log.fingerprint(one_stop.vary(days=3))


def test_a_bar_shows_how_far_the_work_is_and_goes_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    seen = threading.Event()

    class Place:
        def progress(self, share: float, text: str) -> None:
            shown.append(text)
            seen.set()

        def empty(self) -> None:
            shown.append("gone")

    monkeypatch.setattr("streamlit.empty", Place)
    share = Share()

    def work() -> int:
        share.tell(0.25)
        seen.wait(20)
        return 42

    assert watch("Reading", work, share) == 42
    assert (shown[0], shown[-1]) == ("Reading: 25%", "gone")


def test_what_the_work_raises_reaches_the_page() -> None:
    def work() -> None:
        raise ValueError("told")

    with pytest.raises(ValueError, match="told"):
        watch("Reading", work, Share())


def test_the_health_route_tells_the_version() -> None:
    with pytest.raises(StopIteration) as ended:  # it waits for nothing, so its first step is its end
        health(None).send(None)  # type: ignore[arg-type]
    assert json.loads(bytes(ended.value.value.body)) == {"status": "ok", "version": version()}


def test_the_command_prints_what_the_board_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_log(put_first().log, tmp_path / "tiny.csv")
    assert command.main(["board", str(tmp_path / "tiny.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {card["name"] for card in told["cards"]} >= {"submitted", "on_time_rate"}
    assert told["cases"] == 3
    assert command.main(["board", str(tmp_path / "tiny.csv"), "--lang", "zh"]) == 0
    assert "在途工单: 1 (n = 1)" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", ["nowhere.csv", "tiny.csv --at soon", "tiny.csv --at 2026"])
def test_the_command_refuses_bad_input_in_one_sentence(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_log(tiny_log(), tmp_path / "tiny.csv")
    assert command.main(["board", *arguments.split()]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
