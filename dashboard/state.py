"""Which logs a reader has open, and which one lies on the desk."""

import streamlit as st

from dashboard import address
from dashboard.shelf import FIRST, OpenLog, shelf
from domain.eventlog import EventLog
from domain.terms import Terms

LOG = "log"
"""Key of the log on the desk in the address."""

_MINE = "_my_logs"


def open_log(log: EventLog, terms: Terms, label: str, warm_up_days: int = 0) -> str:
    """Put a log on the desk of this reader, and give the key that reopens it.

    Call `dashboard.navigation.go("board")` afterwards to show it.

    Parameters
    ----------
    label : what the reader calls it: a file's name, a scenario's title.
    warm_up_days : days at its beginning in which an empty simulated system fills.

    Raises
    ------
    InputError
        When the server has no room for it.
    """
    key = shelf().put(OpenLog(log, terms, label, warm_up_days=warm_up_days))
    st.session_state[_MINE] = [*st.session_state.get(_MINE, []), key]
    choose_log(key)
    return key


def choose_log(key: str) -> None:
    """Lay an open log on the desk."""
    address.put(LOG, *([] if key == FIRST else [key]))


def log_key() -> str:
    """Key of the log on the desk: the one chosen, or the first where that one is no longer open."""
    asked = address.first(LOG)
    return asked if asked and asked in shelf() else FIRST


def my_logs() -> list[str]:
    """Keys of the logs to choose from: the first, those this reader opened, and the one of the address."""
    keys = dict.fromkeys([FIRST, *st.session_state.get(_MINE, []), log_key()])
    return [key for key in keys if key == FIRST or key in shelf()]


def current_log() -> OpenLog | None:
    """Give the log on the desk; None when that is the first one and nobody has made it yet."""
    return shelf().get(log_key())


def log_is_gone() -> bool:
    """Whether the address names a log that nobody has open any more."""
    asked = address.first(LOG)
    return asked is not None and asked != log_key()
