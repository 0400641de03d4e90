import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from domain.command_line import exit_code
from domain.errors import InputError

ROOT = Path(__file__).resolve().parents[2]


class StatedError(Exception):
    """A failure with a sentence."""


def raising(error: BaseException) -> NoReturn:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (InputError("The input is wrong."), 2, "The input is wrong."),
        (StatedError("It failed."), 1, "It failed."),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_each_kind_of_error_has_its_exit_code_and_sentence(
    error: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(lambda: raising(error), StatedError) == code
    assert capsys.readouterr() == ("", f"{sentence}\n")


def test_what_is_done_has_exit_code_0_and_a_mistake_of_ours_is_not_hidden() -> None:
    assert exit_code(list) == 0
    with pytest.raises(ZeroDivisionError):
        exit_code(lambda: 1 // 0, StatedError)


def test_a_request_to_end_unwinds_the_stack_and_only_while_the_command_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, undone = signal.getsignal(signal.SIGTERM), []

    def ended() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()
        finally:
            undone.append("draft")

    assert exit_code(ended) == 143
    assert (undone, capsys.readouterr().err) == (["draft"], "Terminated.\n")
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_command_runs_in_a_thread_too() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(exit_code(list)))
    thread.start()
    thread.join()
    assert codes == [0]


@pytest.mark.parametrize("package", ["domain", "simulation", "workbench", "dashboard"])
def test_every_command_line_ends_an_interruption_without_a_traceback(package: str) -> None:
    program = (
        f"import sys, {package}.__main__ as cli\n"
        "def interrupted(*_, **__): raise KeyboardInterrupt\n"
        "for name in ('read_log', 'load'):\n"
        "    if hasattr(cli, name): setattr(cli, name, interrupted)\n"
        "sys.exit(cli.main(sys.argv[1:]))\n"
    )
    words = {"domain": "kpis", "simulation": "run", "workbench": "what-if", "dashboard": "board"}
    command = [sys.executable, "-c", program, words[package], "x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")
