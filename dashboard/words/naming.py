"""Names of stages, tracks, departments, levers: those of the library translated, others as they came."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.words.catalogue import NAMES, read
from dashboard.words.language import LOCALES, language

_FOLDER = Path(__file__).resolve().parent
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+|[a-z][a-z0-9]{2,}")


def name(identifier: object) -> str:
    """Say the name of something the data speaks of.

    An identifier of the library has its own name in each language. Another is shown as it came,
    only `snake_case` becomes words.
    """
    word = str(identifier)
    return names(LOCALES[language()]).get(word) or _tidied(word)


@cache
def names(locale: str) -> Mapping[str, str]:
    """Names by identifier in a locale."""
    return read(_FOLDER / locale / f"{NAMES}.po")


def _tidied(word: str) -> str:
    return word.replace("_", " ").capitalize() if _IDENTIFIER.fullmatch(word) else word
