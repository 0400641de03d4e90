"""What every command line shares: the exit codes, and a sentence instead of a traceback."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import pandas as pd

from domain.errors import InputError

DONE: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 128 + signal.SIGINT
TERMINATED: Final = 128 + signal.SIGTERM


def exit_code(action: Callable[[], object], *failures: type[Exception]) -> int:
    """Do what a command asks for and give its exit code; what went wrong is said on standard error.

    Parameters
    ----------
    failures : errors whose message is one sentence for the reader: stated failures.

    Returns
    -------
    0 done, 1 a stated failure, 2 input that cannot be used, 130 interrupted, 143 terminated.
    """
    try:
        with _terminated_in_order():
            action()
            sys.stdout.flush()
    except InputError as error:
        return _said(str(error), BAD_INPUT)
    except failures as error:
        return _said(str(error), FAILED)
    except _TerminatedError:
        return _said("Terminated.", TERMINATED)
    except KeyboardInterrupt:
        return _said("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        # Whoever was reading, `head` for one, has seen enough; what is still buffered must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


class _TerminatedError(BaseException):
    """The process was asked to end; like KeyboardInterrupt it passes every `except Exception`."""


@contextmanager
def _terminated_in_order() -> Iterator[None]:
    """Let a request to end unwind the stack, so that drafts of files are removed; only a main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(_: int, __: FrameType | None) -> None:
    raise _TerminatedError


def _said(sentence: str, code: int) -> int:
    """Say a sentence on a line of its own, where a display of progress may have begun one."""
    begun = "\n" if sys.stderr.isatty() else ""
    print(f"{begun}{sentence}", file=sys.stderr)
    return code


def instant_of(text: str, zone: str, option: str = "--at") -> pd.Timestamp:
    """Read an instant; one without a zone is of the log's zone."""
    try:
        instant = pd.Timestamp(text)
        local = instant.tz_localize(zone) if instant.tzinfo is None else instant
        return local.tz_convert("UTC").as_unit("us")
    except (ValueError, OverflowError, AttributeError) as error:
        raise InputError(f"{option} must be a time such as 2026-07-01T08:00, got {text!r}.") from error
