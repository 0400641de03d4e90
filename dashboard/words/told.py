"""Sentences of the domain, which are English, in the reader's language where the catalogue knows them."""

import re
from collections.abc import Mapping
from functools import cache

from dashboard.words.catalogue import FOLDER, SENTENCES, read, t
from dashboard.words.languages import LOCALES, language

_PLACE = re.compile(r"\{\w+\}")
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def told(sentence: str) -> str:
    """Say sentences of the domain, a line each; one unknown to the catalogue stays English, and says so."""
    if language() == "en":
        return sentence
    return "\n".join(map(_line, sentence.splitlines()))


def _line(sentence: str) -> str:
    return _said(sentence) or t("In English: {sentence}", sentence=sentence)


def _said(text: str, kind: str = "") -> str | None:
    """Say a text, and whatever it fills in: parts of the catalogue, or names from the reader's file."""
    for pattern, said in _patterns(LOCALES[language()], kind).items():
        if match := pattern.fullmatch(text):
            filled = {field: _said(value, "part") or value for field, value in match.groupdict().items()}
            return said.format(**filled)
    return None


@cache
def _patterns(locale: str, kind: str) -> Mapping[re.Pattern[str], str]:
    """Patterns that match what a locale can say of a kind, most specific first."""
    entries = {text: said for (its, text), said in _entries(locale).items() if its == kind}
    return {_pattern(text): entries[text] for text in sorted(entries, key=_fixed, reverse=True)}


@cache
def _entries(locale: str) -> Mapping[tuple[str, str], str]:
    return {key: said for name in SENTENCES for key, said in read(FOLDER / locale / f"{name}.po").items()}


def _fixed(text: str) -> int:
    """How much of a text is its own, whatever its fields are called."""
    return len(_PLACE.sub("", text))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)
