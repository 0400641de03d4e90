"""A scenario being written: its text, what is wrong with it, and changes that leave the rest as it stands."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from domain.errors import InputError
from domain.yaml_text import parse_yaml
from scenarios.difference import Change, changes_between
from scenarios.load import library_names, load, loads
from scenarios.scenario import Scenario

Path = Sequence[str]
"""Keys that lead to a value; an entry of a list of named things is led to by its name."""


@dataclass(frozen=True)
class Draft:
    """What a scenario text says so far.

    Attributes
    ----------
    scenario : None while something is wrong.
    base : what it extends; None where it extends nothing, or nothing known.
    problems : a sentence each.
    """

    text: str
    scenario: Scenario | None
    base: Scenario | None
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Draft":
        """Read a text that may be wrong."""
        base = _base(text)
        try:
            return cls(text, loads(text), base)
        except InputError as error:
            return cls(text, None, base, tuple(str(error).splitlines()))

    @property
    def changes(self) -> list[Change]:
        """In what the scenario differs from its base; nothing while it cannot be read."""
        if self.scenario is None or self.base is None:
            return []
        return changes_between(self.base, self.scenario)


def first_draft(base: str, name: str) -> str:
    """Text of a scenario that differs from a base in its name only."""
    return f"extends: {base}\nname: {name}\n"


def with_values(text: str, values: Mapping[tuple[str, ...], Any]) -> str:
    """The text with some values set or, where None, taken out; comments and order stay.

    Raises
    ------
    InputError : the text is no YAML mapping, or a path leads through something that holds no keys.
    """
    parse_yaml(text, "Scenario text")
    yaml = _round_trip()
    data = yaml.load(text)
    for path, value in values.items():
        _put(data, path, value)
    written = StringIO()
    yaml.dump(data, written)
    return written.getvalue()


def value_at(text: str, path: Path) -> Any:
    """What the text itself says at a path; None where it says nothing there, or cannot be read."""
    try:
        return value_in(parse_yaml(text, "Scenario text"), path)
    except InputError:
        return None


def value_in(data: Any, path: Path) -> Any:
    """What plain data hold at a path; None where they hold nothing there."""
    found = data
    for key in path:
        found = _below(found, key)
    return found


def _base(text: str) -> Scenario | None:
    name = value_at(text, ("extends",))
    return load(name) if isinstance(name, str) and name in library_names() else None


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 110
    return yaml


def _put(data: Any, path: Path, value: Any) -> None:
    """Set one value, and make what leads there; take away what a value taken out leaves empty."""
    key, *rest = path
    if isinstance(data, list):
        _put(_entry(data, key), rest, value)
        return
    if not isinstance(data, MutableMapping):
        raise InputError(f"Scenario text: {key} must stand below keys, got {data!r}.")
    if not rest:
        _set(data, key, value)
        return
    if data.get(key) is None:
        data[key] = [] if key in _LISTS else {}
    _put(data[key], rest, value)
    if value is None and not _says_something(data[key]):
        del data[key]


_LISTS = frozenset({"crews"})
"""Keys whose value lists named things."""


def _set(data: MutableMapping[str, Any], key: str, value: Any) -> None:
    if value is None:
        data.pop(key, None)
    else:
        data[key] = value


def _entry(entries: list[Any], name: str) -> Any:
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("name") == name:
            return entry
    entries.append({"name": name})
    return entries[-1]


def _says_something(value: Any) -> bool:
    """Whether a difference still differs: an entry that only names what it belongs to does not."""
    if isinstance(value, list):
        value[:] = [entry for entry in value if not (isinstance(entry, Mapping) and set(entry) <= {"name"})]
    return bool(value)


def _below(found: Any, key: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(key)
    if isinstance(found, list):
        return next((e for e in found if isinstance(e, Mapping) and e.get("name") == key), None)
    return None
