"""A scenario as its difference from another: nested mappings meet key by key, named things by their name."""

from collections.abc import Mapping, Sequence
from typing import Any

WHOLE = frozenset({"procedure", "shifts", "cycle"})
"""Keys whose value is one thing: half of one process tree and half of another make none."""


def merge(base: Any, difference: Any) -> Any:
    """The base with a difference laid over it; neither is changed.

    Mappings merge key by key, and lists whose entries all have a `name` entry by entry (new names are
    appended). Anything else is replaced, and so is a duration that names its distribution; null takes a
    value away.
    """
    if isinstance(base, Mapping) and isinstance(difference, Mapping) and "distribution" not in difference:
        return {**base, **{key: _laid(key, base.get(key), value) for key, value in difference.items()}}
    if _is_named(base) and _is_named(difference):
        return _merge_named(base, difference)
    return difference


def _laid(key: object, base: Any, difference: Any) -> Any:
    return difference if key in WHOLE else merge(base, difference)


def _is_named(value: Any) -> bool:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return False
    return all(isinstance(entry, Mapping) and isinstance(entry.get("name"), str) for entry in value)


def _merge_named(base: Sequence[Any], difference: Sequence[Any]) -> list[Any]:
    laid = {entry["name"]: entry for entry in base}
    for entry in difference:
        laid[entry["name"]] = merge(laid.get(entry["name"]), entry)
    return list(laid.values())
