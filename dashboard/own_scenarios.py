"""Scenarios that readers wrote and saved here, beside those of the library."""

from pathlib import Path

from dashboard.first_log import folder
from dashboard.words import t
from dashboard.words.own import words_of
from domain.errors import InputError
from scenarios import library
from scenarios.load import library_names
from scenarios.own import saved, saved_text


def where() -> Path:
    """Folder of the saved scenarios."""
    return folder() / "scenarios"


def titles() -> dict[str, str]:
    """Names of all scenarios one can begin with, and their titles in the reader's language."""
    own = {name: f"{words_of(entry.title)} ({t('saved')})" for name, entry in saved(where()).items()}
    return {entry.name: words_of(entry.title) for entry in library()} | own


def text_of(name: str) -> str | None:
    """The text of a saved scenario; None where there is none of this name, or it is one of the library."""
    if name in library_names():
        return None
    try:
        return saved_text(name, where())
    except InputError:
        return None
