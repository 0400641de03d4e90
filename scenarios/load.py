"""Scenarios by library name, file or text; a file states only what differs from the one it extends."""

import pickle
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from domain.errors import InputError, must, nearest
from domain.yaml_text import parse_yaml, read_yaml, write_yaml
from scenarios.merge import merge
from scenarios.part import Words
from scenarios.scenario import Scenario

LIBRARY = Path(__file__).parent / "library"
LONGEST_CHAIN = 20
STAGES = {"traditional": 0, "one_stop": 1, "one_stop_smart": 2}
"""The scenarios that all others are compared with, in their order."""


class Entry(NamedTuple):
    """A scenario of the library."""

    name: str
    title: Words
    why: str


def load(name_or_path: str | Path) -> Scenario:
    """A scenario of the library by its name, or of a file by its path.

    Raises
    ------
    InputError : no such name or file, broken YAML, an unknown key or a value against its rule.
    """
    path = _find(name_or_path, Path())
    return _scenario(_resolved(_read(path), path.parent, _file(path), ()), path.name)


def loads(text: str, where: str | None = None) -> Scenario:
    """A scenario from YAML text, which may extend scenarios of the library but no files.

    Parameters
    ----------
    where : what the text is called in messages, such as the name of an uploaded file.
    """
    subject = where or "Scenario text"
    return _scenario(_resolved(parse_yaml(text, subject), None, subject, ()), where)


def library() -> list[Entry]:
    """The scenarios that come with the product: the district at its three stages first, others by name."""
    entries = [_entry(path) for path in LIBRARY.glob("*.yaml")]
    return sorted(entries, key=lambda entry: (STAGES.get(entry.name, len(STAGES)), entry.name))


def library_names() -> list[str]:
    """Names of the scenarios that come with the product, sorted."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def to_yaml(scenario: Scenario) -> str:
    """The whole scenario as YAML that loads back equal; what it once extended is written out."""
    return write_yaml(_without_nones(scenario.model_dump()))


def _entry(path: Path) -> Entry:
    """What a menu shows; the rest of it is checked when it is loaded."""
    data = _read(path)
    return Entry(str(data.get("name")), Words.model_validate(data.get("title")), str(data.get("why")))


def _read(path: Path) -> dict[str, Any]:
    """What a file says; one of the library is read again only when it has changed."""
    return _library_file(path, path.stat().st_mtime_ns) if path.parent == LIBRARY else _of_file(path)


@lru_cache(maxsize=64)
def _library_file(path: Path, changed_ns: int) -> dict[str, Any]:
    return _of_file(path)


def _of_file(path: Path) -> dict[str, Any]:
    return read_yaml(path, _file(path))


def _scenario(data: dict[str, Any], source: str | None) -> Scenario:
    name = data.get("name")
    subject = f"Scenario {name!r}" if isinstance(name, str) else "Scenario"
    checked = _checked(pickle.dumps(data), f"{subject} in {source}" if source else subject)
    return cast("Scenario", pickle.loads(checked))  # noqa: S301 - pickled by this process


@lru_cache(maxsize=64)
def _checked(data: bytes, subject: str) -> bytes:
    """A scenario found sound, pickled, so that each caller has one of their own.

    To pull every lever takes a hundred times as long as to unpickle, and an editor asks for the same text
    again and again.
    """
    return pickle.dumps(Scenario.from_data(pickle.loads(data), subject))  # noqa: S301 - as above


def _find(name_or_path: str | Path, folder: Path | None) -> Path:
    names = {path.stem: path for path in LIBRARY.glob("*.yaml")}
    if str(name_or_path) in names:
        return names[str(name_or_path)]
    path = None if folder is None else folder / Path(name_or_path)
    if path is not None and path.is_file():
        return path
    hint = nearest(str(name_or_path), names) or f" (library: {', '.join(sorted(names))})"
    kind = "a scenario of the library" if path is None else "a scenario of the library or a file"
    raise InputError(f"Scenario must be {kind}, got {str(name_or_path)!r}{hint}.")


def _resolved(
    data: dict[str, Any], folder: Path | None, where: str, above: tuple[str, ...]
) -> dict[str, Any]:
    """The data laid over what they extend, and that over what it extends."""
    if "extends" not in data:
        return data
    must(
        len(above) < LONGEST_CHAIN, f"{where} must not extend a chain of more than {LONGEST_CHAIN} scenarios."
    )
    base = data["extends"]
    must(isinstance(base, str), f"{where}: extends must be a library name or a file, got {base!r}.")
    path = _find(base, folder)
    file = _file(path)
    must(file not in above, f"{where}: extends must not lead back to itself, got {base!r}.")
    below = _resolved(_read(path), path.parent, file, (*above, file))
    return dict(merge(below, {key: value for key, value in data.items() if key != "extends"}))


def _file(path: Path) -> str:
    return f"Scenario file {str(path)!r}"


def _without_nones(data: Any) -> Any:
    """Leave out what is absent; the changes of a lever keep their nulls, which take values away."""
    if isinstance(data, Mapping):
        return {
            key: data[key] if key == "changes" else _without_nones(data[key])
            for key in data
            if data[key] is not None
        }
    return [_without_nones(entry) for entry in data] if isinstance(data, list | tuple) else data
