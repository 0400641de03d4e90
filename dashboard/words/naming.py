"""Names of stages, tracks, departments, levers: those of the library translated, others as they came."""

import re
from collections.abc import Mapping
from functools import cache

from dashboard.words.catalogue import FOLDER, NAMES, read, t
from dashboard.words.languages import LOCALES, language

_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+|[a-z][a-z0-9]{2,}")


def name(identifier: object, kind: str = "") -> str:
    """Say the name of something the data speaks of.

    An identifier of the library has its own name in each language. Another is shown as it came,
    only `snake_case` becomes words.

    Parameters
    ----------
    kind : what it names ("department", "skill"), where one word is used for two things.
    """
    word = str(identifier)
    known = names(LOCALES[language()])
    return known.get((kind, word)) or known.get(("", word)) or _worker(word, known) or _tidied(word)


@cache
def names(locale: str) -> Mapping[tuple[str, str], str]:
    """Names by kind and identifier in a locale."""
    return read(FOLDER / locale / f"{NAMES}.po")


def _worker(word: str, known: Mapping[tuple[str, str], str]) -> str | None:
    """Name of a crew called after skill and region (`survey_old_town-2`) or of a desk (`metering-1`)."""
    base = word.rstrip("0123456789")
    number, base = word[len(base) :], base.rstrip(" #_/-")
    for cut in (found.start() for found in re.finditer("_", base)):
        skill = known.get(("skill", base[:cut])) or known.get(("", base[:cut]))
        region = known.get(("", base[cut + 1 :]))
        if skill and region:
            return t("{skill} crew {number}, {region}", skill=skill, number=number, region=region)
    desk = known.get(("department", base)) or known.get(("", base))
    return t("{department}, desk {number}", department=desk, number=number) if desk and number else None


def _tidied(word: str) -> str:
    return word.replace("_", " ").capitalize() if _IDENTIFIER.fullmatch(word) else word
