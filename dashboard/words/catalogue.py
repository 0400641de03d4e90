"""Translation by gettext catalogues (.po), read once; one file per page, so that each page owns its words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from dashboard.words.formats import number
from dashboard.words.languages import LOCALES, language

FOLDER = Path(__file__).resolve().parent
NAMES, SENTENCES = "names", ("domain", "twin", "drafts", "plans", "models")
"""Catalogues of identifiers and of the domain's sentences, kept apart from the words of pages."""


def t(text: str, /, **fields: object) -> str:
    """Say an English text in the reader's language.

    Parameters
    ----------
    text : the English source, with `{field}` for what is filled in.
    **fields : numbers are written the reader's way, anything else as it is.
    """
    said = sentences(LOCALES[language()]).get(text, text)
    return said.format(**{key: _written(value) for key, value in fields.items()}) if fields else said


@cache
def sentences(locale: str) -> Mapping[str, str]:
    """Give all translated texts of a locale; empty for English, the source."""
    files = sorted((FOLDER / locale).glob("*.po"))
    return {
        text: said
        for file in files
        if file.stem not in (NAMES, *SENTENCES)
        for (_, text), said in read(file).items()
    }


def read(file: Path) -> dict[tuple[str, str], str]:
    """Read the translated messages of one file by context ("" for none) and text; a missing file has none."""
    if not file.exists():
        return {}
    with file.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    return {(m.context or "", str(m.id)): str(m.string) for m in catalogue if m.id and m.string}


def _written(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return number(value, digits=0 if isinstance(value, int) else 2)
