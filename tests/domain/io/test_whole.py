import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.io import write_log
from domain.io.whole import must_be_writable, written_whole
from tests.domain.io.examples import random_log

ROOT = Path(__file__).resolve().parents[3]
WRITING = """
import sys, time
from pathlib import Path
from domain.command_line import exit_code
from domain.io.whole import written_whole

def write():
    with written_whole(Path(sys.argv[1])) as draft:
        draft.write_text("half")
        print("writing", flush=True)
        while True:  # a signal just before one long sleep would be heard after it only
            time.sleep(0.05)

sys.exit(exit_code(write))
"""


def ended_by(ending: signal.Signals, path: Path) -> int:
    """Exit code of a process that was writing the file when the signal came."""
    command = [sys.executable, "-c", WRITING, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        writer.send_signal(ending)
        return writer.wait()


def test_a_file_takes_its_place_whole_and_as_readable_as_any(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with written_whole(path) as draft:
        draft.write_text("whole")
        assert not path.exists()
    assert list(tmp_path.iterdir()) == [path]
    plain = tmp_path / "plain"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode


def test_what_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), written_whole(path) as draft:
        draft.write_text(str(1 // 0))
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.csv", "old")]


def test_a_writer_told_to_end_takes_its_draft_along(tmp_path: Path) -> None:
    assert ended_by(signal.SIGTERM, tmp_path / "out.csv") == 143
    assert list(tmp_path.iterdir()) == []


def test_the_draft_of_a_killed_writer_is_swept_when_the_file_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert ended_by(signal.SIGKILL, path) == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / ".out.csv.original").touch()
    with written_whole(path) as draft:
        draft.write_text("whole")
    assert {file.name for file in tmp_path.iterdir()} == {"out.csv", ".out.csv.original"}


def test_two_writers_of_one_file_do_not_sweep_each_other(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with written_whole(path) as slow:
        slow.write_text("slow")
        with written_whole(path) as quick:
            quick.write_text("quick")
        assert path.read_text() == "quick"
    assert path.read_text() == "slow"


def test_where_nothing_can_be_written_is_told_before_and_in_writing(tmp_path: Path) -> None:
    nowhere = tmp_path / "none" / "out.csv"
    sentence = f"{nowhere}: the file must be writable, but there is no folder '{nowhere.parent}'"
    for path in (nowhere, tmp_path):
        with pytest.raises(InputError, match="must be writable, but"):
            must_be_writable(path)
    with pytest.raises(InputError, match=sentence):
        write_log(random_log(1, 1, 1), nowhere)


def test_a_disk_that_fills_up_while_writing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file must be writable: No space left on device"):
        _fill_up(tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def _fill_up(path: Path) -> None:
    with written_whole(path) as draft:
        draft.write_text("half")
        Path("/dev/full").write_text("more")
