"""A scenario as its difference from another: nested mappings meet key by key, named things by their name."""

from collections.abc import Mapping, Sequence
from typing import Any


def merge(base: Any, difference: Any) -> Any:
    """The base with a difference laid over it; neither is changed.

    Mappings merge key by key, and lists whose entries all have a `name` entry by entry (new names are
    appended). Anything else is replaced; null takes a value away.
    """
    if isinstance(base, Mapping) and isinstance(difference, Mapping):
        laid = {key: merge(base.get(key), value) for key, value in difference.items()}
        return {**base, **laid}
    if _is_named(base) and _is_named(difference):
        return _merge_named(base, difference)
    return difference


def _is_named(value: Any) -> bool:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return False
    return all(isinstance(entry, Mapping) and isinstance(entry.get("name"), str) for entry in value)


def _merge_named(base: Sequence[Any], difference: Sequence[Any]) -> list[Any]:
    laid = {entry["name"]: entry for entry in base}
    for entry in difference:
        laid[entry["name"]] = merge(laid.get(entry["name"]), entry)
    return list(laid.values())
