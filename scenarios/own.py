"""Scenarios that readers write themselves, kept as files in a folder."""

import re
from pathlib import Path

from domain.errors import InputError, must
from domain.io.whole import written_whole
from scenarios.load import Entry, library_names, loads

SAFE = re.compile(r"\w[\w-]{0,59}")
"""Names that are a file's name everywhere: letters of any script, digits, _ and -."""


def save(text: str, folder: Path, replace: bool = False) -> Path:
    """Keep a scenario under its name, whole or not at all.

    Parameters
    ----------
    text : that `loads` reads; kept as written, comments included.
    replace : put it in the place of one of the same name.

    Raises
    ------
    InputError : the text is no scenario, its name is one of the library, no file's name, or taken; the
        folder cannot be written.
    """
    name = loads(text).name
    must(
        SAFE.fullmatch(name) is not None,
        f"Scenario {name!r}: a name to save by must be of letters, digits, _ and -.",
    )
    must(name not in library_names(), f"Scenario {name!r}: the name must not be one of the library.")
    path = folder / f"{name}.yaml"
    must(replace or not path.exists(), f"Scenario {name!r}: a scenario of this name is saved already.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder must be writable: {error.strerror or error}.") from error
    with written_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path


def saved(folder: Path) -> dict[str, Entry]:
    """Saved scenarios by name, sorted; files that are none are passed over."""
    found = (_entry(path) for path in sorted(folder.glob("*.yaml")))
    return {entry.name: entry for entry in found if entry is not None}


def saved_text(name: str, folder: Path) -> str:
    """The text of a saved scenario as it was written.

    Raises
    ------
    InputError : there is none of this name.
    """
    path = folder / f"{name}.yaml"
    must(SAFE.fullmatch(name) is not None and path.is_file(), f"Scenario {name!r} must be one that is saved.")
    return path.read_text(encoding="utf-8")


def _entry(path: Path) -> Entry | None:
    try:
        scenario = loads(path.read_text(encoding="utf-8"))
    except (InputError, OSError, UnicodeDecodeError):
        return None
    return Entry(scenario.name, scenario.title, scenario.why)
