"""A what-if as the parameters of a link that reopens it."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from domain.errors import InputError, must, must_be_one_of
from scenarios import library
from scenarios.variation import Days
from workbench.changes import SWITCH
from workbench.variant import Variant
from workbench.what_if import MOST_VARIANTS, WhatIf

OF_QUESTION = ("scenario", "days", "replications", "seed")
OF_VARIANT = ("name", "crews", "desks", "demand", "levers", "promises", "dispatch", "away")
KEYS = (
    *OF_QUESTION,
    *(f"{key}{place or ''}" for place in (0, *range(2, MOST_VARIANTS + 1)) for key in OF_VARIANT),
)
"""Every parameter; those of the second variant and later bear its number: crews, crews2, crews3."""
LONGEST = 4_000
"""Characters of a parameter at most: nobody's link makes the server read for long."""

Value = TypeVar("Value")


def to_query(what_if: WhatIf) -> dict[str, str]:
    """Write a what-if as parameters; what is left as the base has it is left out."""
    said = {
        "scenario": what_if.scenario,
        "days": _text(what_if.days),
        "replications": str(what_if.replications),
        "seed": str(what_if.seed),
    }
    for place, variant in enumerate(what_if.variants):
        said |= {_key(key, place): value for key, value in _of_variant(variant).items()}
    return {key: value for key, value in said.items() if value}


def from_query(query: Mapping[str, str], text: str | None = None) -> WhatIf:
    """Read a what-if from the parameters of a link; parameters of others are passed over.

    Parameters
    ----------
    text : of the scenario that is named, where it is none of the library: a link opens no files.

    Raises
    ------
    InputError
        When a parameter cannot be read, or the scenario is neither of the library nor given.
    """
    if text is None:
        must_be_one_of(query.get("scenario"), _library(), "Link: scenario")
    said = {key: query[key] for key in KEYS if key in query and key != "scenario"}
    read = {key: _read(key, text) for key, text in said.items()}
    question = {key: read[key] for key in OF_QUESTION if key in read}
    return WhatIf(query["scenario"], _variants(read), **question, text=text)


def variant_of(name: str, text: str) -> Variant:
    """Read a variant from its parameters in one text: "crews=survey_old_town:6; levers=data_sharing:off"."""
    said = [part.partition("=") for part in text.split(";") if part.strip()]
    for key, _, _ in said:
        must_be_one_of(key.strip(), OF_VARIANT[1:], f"Variant {name!r}: key")
    return Variant(name, **{key.strip(): _read(key.strip(), value.strip()) for key, _, value in said})


def _of_variant(variant: Variant) -> dict[str, str]:
    return {
        "name": variant.name,
        "crews": _pairs((name, str(count)) for name, count in variant.crews.items()),
        "desks": _pairs((name, str(count)) for name, count in variant.desks.items()),
        "demand": _text(variant.demand),
        "levers": _pairs((name, "on" if on else "off") for name, on in variant.levers.items()),
        "promises": _pairs((name, str(amount)) for name, amount in variant.promises.items()),
        "dispatch": _text(variant.dispatch),
        "away": _pairs((name, f"{days.first}+{days.lasting}") for name, days in variant.away.items()),
    }


def _variants(read: Mapping[str, Any]) -> tuple[Variant, ...]:
    """The first variant, which needs no parameter, and those whose name is said."""
    places = [0, *(place for place in range(1, MOST_VARIANTS) if _key("name", place) in read)]
    return tuple(
        Variant(**{key: read[_key(key, place)] for key in OF_VARIANT if _key(key, place) in read})
        for place in places
    )


def _key(key: str, place: int) -> str:
    return f"{key}{place + 1}" if place else key


@cache
def _library() -> tuple[str, ...]:
    """Names of the library; it does not change while a program runs."""
    return tuple(entry.name for entry in library())


def _text(value: float | str | None) -> str:
    return "" if value is None else str(value)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ",".join(f"{quote(name, safe='')}:{value}" for name, value in sorted(pairs))


def _by_name(read: Callable[[str], Value]) -> Callable[[str], dict[str, Value]]:
    def read_pairs(text: str) -> dict[str, Value]:
        split = [pair.rsplit(":", 1) for pair in text.split(",")]
        return {unquote(name): read(value) for name, value in split}

    return read_pairs


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _days(text: str) -> Days:
    first, count = text.split("+")
    return Days(int(first), int(count))


_READERS: Mapping[str, Callable[[str], Any]] = {
    "name": str,
    "crews": _by_name(int),
    "desks": _by_name(int),
    "demand": _finite,
    "levers": _by_name(SWITCH.__getitem__),
    "promises": _by_name(_finite),
    "dispatch": str,
    "away": _by_name(_days),
    "days": int,
    "replications": int,
    "seed": int,
}
_FORMS: Mapping[str, str] = {
    "crews": "group:count pairs such as north_survey:4",
    "desks": "department:count pairs such as metering:3",
    "demand": "a number",
    "levers": "lever:on or lever:off pairs such as drones:on",
    "promises": "promise:amount pairs such as residential_48h:36",
    "dispatch": "text",
    "away": "group:first+count pairs such as north_survey:8+3",
}


def _read(key: str, text: str) -> Any:
    must(len(text) <= LONGEST, f"Link: {key} must have at most {LONGEST} characters, got {len(text)}.")
    kind = key.rstrip("0123456789")
    try:
        return _READERS[kind](text)
    except (ValueError, KeyError) as error:
        form = _FORMS.get(kind, "a whole number")
        raise InputError(f"Link: {key} must be {form}, got {text!r}.") from error
