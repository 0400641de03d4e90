"""Things that lack what must be given because their name is misspelt: a difference met none of that name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from domain.errors import nearest

Location = tuple[int | str, ...]


def strangers(details: Sequence[ErrorDetails], given: Any) -> dict[Location, str]:
    """The rule that each of them breaks, by the place of the thing.

    Parameters
    ----------
    details : what pydantic found; what is missing counts.
    given : the data that were validated.
    """
    lacking: dict[Location, list[str]] = {}
    for detail in details:
        if detail["type"] == "missing":
            lacking.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    told = {place: _told(place, keys, given) for place, keys in lacking.items()}
    return {place: rule for place, rule in told.items() if rule}


def _told(place: Location, keys: Sequence[str], given: Any) -> str:
    """Nothing where no thing beside it has a name like that and what it lacks."""
    fellows = dict(_fellows(_at(place[:-1], given)))
    name = next((own for own, (step, _) in fellows.items() if place and step == place[-1]), None)
    whole = [fellow for fellow, (_, entry) in fellows.items() if fellow != name and set(keys) <= set(entry)]
    hint = nearest(name, whole)
    lacks = f"got {name!r} without {', '.join(map(repr, keys))}{hint}"
    return f"must bear a name that is there already, or be given whole, {lacks}" if hint else ""


def _fellows(group: Any) -> Iterator[tuple[str, tuple[int | str, Mapping[str, Any]]]]:
    """Things of one kind by name, each with its step from the group: by key, or in a list by their `name`."""
    entries = enumerate(group) if isinstance(group, list | tuple) else _items(group)
    for step, entry in entries:
        name = entry.get("name") if isinstance(step, int) and isinstance(entry, Mapping) else step
        if isinstance(entry, Mapping) and isinstance(name, str):
            yield name, (step, entry)


def _items(group: Any) -> Iterator[tuple[str, Any]]:
    yield from group.items() if isinstance(group, Mapping) else ()


def _at(place: Location, given: Any) -> Any:
    for step in place:
        inside = isinstance(given, Mapping) and step in given
        listed = isinstance(given, list | tuple) and isinstance(step, int) and step < len(given)
        if not inside and not listed:
            return None
        given = given[step]
    return given
