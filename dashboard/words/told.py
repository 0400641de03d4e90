"""Sentences of the domain, which are English, in the reader's language where the catalogue knows them."""

import re
from collections.abc import Mapping
from functools import cache

from dashboard.words.catalogue import FOLDER, SENTENCES, read, t
from dashboard.words.languages import LOCALES, language

_FIELD = re.compile(r"\\\{(\w+)\\\}")


def told(sentence: str) -> str:
    """Say a sentence of the domain; one that the catalogue does not know stays in English, and says so."""
    if language() == "en":
        return sentence
    for pattern, said in patterns(LOCALES[language()]).items():
        if match := pattern.fullmatch(sentence):
            return said.format(**{field: _part(value) for field, value in match.groupdict().items()})
    return t("In English: {sentence}", sentence=sentence)


def _part(value: str) -> str:
    """A filled-in part: a word of the catalogue, or a name from the reader's file."""
    return _entries(LOCALES[language()]).get(("part", value), value)


@cache
def patterns(locale: str) -> Mapping[re.Pattern[str], str]:
    """Patterns that match the sentences a locale can say, most specific first."""
    entries = {text: said for (kind, text), said in _entries(locale).items() if not kind}
    return {_pattern(text): entries[text] for text in sorted(entries, key=len, reverse=True)}


@cache
def _entries(locale: str) -> Mapping[tuple[str, str], str]:
    return {key: said for name in SENTENCES for key, said in read(FOLDER / locale / f"{name}.po").items()}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)
