"""A what-if as the parameters of a link that reopens it."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from domain.errors import InputError, must_be_one_of
from scenarios import library
from workbench.changes import SWITCH
from workbench.what_if import WhatIf

KEYS = ("scenario", "crews", "demand", "levers", "dispatch", "days", "replications", "seed")

Value = TypeVar("Value")


def to_query(what_if: WhatIf) -> dict[str, str]:
    """Write a what-if as parameters; what is left as the base has it is left out."""
    said = {
        "scenario": what_if.scenario,
        "crews": _pairs((name, str(count)) for name, count in what_if.crews.items()),
        "demand": _text(what_if.demand),
        "levers": _pairs((name, "on" if on else "off") for name, on in what_if.levers.items()),
        "dispatch": _text(what_if.dispatch),
        "days": _text(what_if.days),
        "replications": str(what_if.replications),
        "seed": str(what_if.seed),
    }
    return {key: value for key, value in said.items() if value}


def from_query(query: Mapping[str, str]) -> WhatIf:
    """Read a what-if from the parameters of a link; parameters of others are passed over.

    Raises
    ------
    InputError
        When a parameter cannot be read, or the scenario is not one of the library: a link opens no files.
    """
    said = {key: query[key] for key in KEYS if key in query}
    must_be_one_of(said.pop("scenario", None), _library(), "Link: scenario")
    return WhatIf(query["scenario"], **{key: _read(key, _READERS[key], text) for key, text in said.items()})


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


_READERS: Mapping[str, Callable[[str], Any]] = {
    "crews": _by_name(int),
    "demand": _finite,
    "levers": _by_name(SWITCH.__getitem__),
    "dispatch": str,
    "days": int,
    "replications": int,
    "seed": int,
}
_FORMS: Mapping[str, str] = {
    "crews": "group:count pairs such as north_survey:4",
    "demand": "a number",
    "levers": "lever:on or lever:off pairs such as drones:on",
    "dispatch": "text",
}


def _read(key: str, reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except (ValueError, KeyError) as error:
        form = _FORMS.get(key, "a whole number")
        raise InputError(f"Link: {key} must be {form}, got {text!r}.") from error
