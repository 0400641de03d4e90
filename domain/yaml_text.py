"""YAML as people write it: plain data, no key twice, no aliases, nothing larger than a person writes."""

from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from domain.errors import InputError, must

MOST_BYTES = 2_000_000
DEEPEST = 60


def read_yaml(path: Path, where: str) -> dict[str, Any]:
    """The mapping a YAML file holds.

    Parameters
    ----------
    where : subject of a message, such as "Scenario file 'july.yaml'".

    Raises
    ------
    InputError : the file is missing, too large or not UTF-8, or `parse_yaml` refuses it.
    """
    return parse_yaml(_read_text(path, where), where)


def parse_yaml(text: str, where: str) -> dict[str, Any]:
    """The mapping a YAML text holds.

    Parameters
    ----------
    where : subject of a message, such as "Scenario file 'july.yaml'".

    Raises
    ------
    InputError : broken YAML, an alias, a key given twice, a tag beyond plain data, or no mapping at the top.
    """
    must(len(text) <= MOST_BYTES, f"{where} must be at most {MOST_BYTES:,} characters.")
    try:
        _must_be_tame(text, where)
        data = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader, stricter still
    except yaml.YAMLError as error:
        raise InputError(f"{where} must be valid YAML: {_problem(error)}.") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"{where} must be valid YAML: {error}.") from error
    if not isinstance(data, dict):
        raise InputError(f"{where} must hold keys and values, got {_kind(data)}.")
    return data


def write_yaml(data: Mapping[str, Any]) -> str:
    """The mapping as YAML in the order of its keys, that reads back equal."""
    return yaml.dump(dict(data), Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110)


def _read_text(path: Path, where: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{where} must be readable: {error.strerror or error}.") from error
    must(len(content) <= MOST_BYTES, f"{where} must be at most {MOST_BYTES:,} bytes.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where} must be UTF-8 text: byte {error.start} is not.") from error


class _PlainLoader(yaml.CSafeLoader):
    """Plain data; a key given twice is an error, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                problem = (
                    f"the key {key!r} is given twice" if isinstance(key, Hashable) else "a key is not a word"
                )
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


class _PlainDumper(yaml.SafeDumper):
    """Lists for tuples, short lists on one line, no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_list(dumper: yaml.SafeDumper, values: Any) -> yaml.Node:
    flow = all(isinstance(value, int | float | str | date) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(values), flow_style=flow)


_PlainDumper.add_representer(tuple, _represent_list)
_PlainDumper.add_representer(list, _represent_list)


def _must_be_tame(text: str, where: str) -> None:
    """Refuse what makes a small text a huge object, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        must(
            not isinstance(event, yaml.AliasEvent),
            f"{where} must not use YAML aliases (*name); write the value out.",
        )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        must(depth <= DEEPEST, f"{where} must not nest deeper than {DEEPEST} levels.")


def _problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"line {mark.line + 1}, column {mark.column + 1}: {what}" if mark else what


def _kind(data: Any) -> str:
    return "nothing" if data is None else f"a {type(data).__name__}"
