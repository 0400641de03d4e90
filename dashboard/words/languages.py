"""Which language is spoken: the reader's choice, else the browser's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import address

KEY = "lang"
"""Key of the reader's choice in the address."""

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "简体中文"}
"""Languages by their code in the address, each named in itself."""

LOCALES: Mapping[str, str] = {"en": "en_GB", "zh": "zh_CN"}
"""Locale of each language: its catalogue's folder, its dates and numbers."""

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """Code of the language to speak: a key of `LANGUAGES`."""
    return _spoken.get() or (_of_session() if get_script_run_ctx(suppress_warning=True) else "en")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language inside the block, for reports and tests."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def _of_session() -> str:
    # The menu is drawn before the run has arrived at its page, so the address itself may know better.
    chosen = st.query_params.get(KEY) or address.first(KEY)
    return chosen if chosen is not None and chosen in LANGUAGES else _of_browser()


def _of_browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
