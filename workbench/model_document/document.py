"""The document: a text with places that are filled from the scenarios and from runs."""

import hashlib
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from domain.errors import must
from scenarios import library, load, to_yaml
from workbench.model_document.check import table_of_check
from workbench.model_document.parameters import (
    table_of_mechanisms,
    table_of_parameters,
    table_of_ranges,
    table_of_sources,
)
from workbench.model_document.trees import diagram
from workbench.study_tables import markdown

TEXT = Path(__file__).parent / "text.md"
BASE = "traditional"
FROM_RUNS = ("effort", "versions", "promises", "levers", "priors-results")
STATED = ("simpy", "numpy", "pandas", "scipy", "pydantic")
NOT_RUN = "Not run yet: `python -m workbench model --write docs/model.md`."
PLACE = re.compile(r"<!-- (?P<name>[\w-]+) -->\n(?P<filled>.*?)<!-- /(?P=name) -->", re.DOTALL)


def current() -> dict[str, str]:
    """Sections that need no long runs, by name."""
    base = load(BASE)
    trees = [f"#### `{track}`\n\n{diagram(base.procedure(track))}" for track in base.tracks]
    return {
        "scenarios": _scenarios(),
        "trees": "\n\n".join(trees),
        "sources": table_of_sources(base),
        "parameters": table_of_parameters(base),
        "mechanisms": table_of_mechanisms(base),
        "ranges": table_of_ranges(base),
        "check": table_of_check(),
    }


def written(from_runs: Mapping[str, str], before: str = "") -> str:
    """The whole document.

    Parameters
    ----------
    from_runs : sections of results by name; one that is missing is taken from the document before.
    before : the document as it was; "" where there is none.
    """
    kept = {name: text for name, text in sections(before).items() if name in FROM_RUNS}
    known = {**dict.fromkeys(FROM_RUNS, NOT_RUN), **kept, **from_runs, **current()}
    text = TEXT.read_text(encoding="utf-8")
    missing = [place["name"] for place in PLACE.finditer(text) if place["name"] not in known]
    must(not missing, f"Model document: the text must have places that are filled, got {', '.join(missing)}.")
    return PLACE.sub(lambda place: _filled(place["name"], known[place["name"]]), text)


def sections(document: str) -> dict[str, str]:
    """The filled places of a document, by name."""
    return {place["name"]: place["filled"].strip("\n") for place in PLACE.finditer(document)}


def _filled(name: str, text: str) -> str:
    return f"<!-- {name} -->\n\n{text}\n\n<!-- /{name} -->"


def _scenarios() -> str:
    """The scenarios, each with the hash of all that it says."""
    rows = [
        [f"`{entry.name}`", " ".join(entry.why.split()), f"`{hash_of(entry.name)}`"] for entry in library()
    ]
    return markdown(("scenario", "why", "hash"), rows)


def versions() -> str:
    """What results are computed with: libraries, and scenarios by their hash."""
    libraries = ", ".join(f"{name} {version(name)}" for name in STATED)
    hashes = ", ".join(f"`{entry.name}` {hash_of(entry.name)}" for entry in library())
    return f"Python {platform.python_version()}, {libraries}; {hashes}."


def hash_of(scenario: str) -> str:
    """First figures of the hash of everything a scenario of the library says."""
    return hashlib.sha256(to_yaml(load(scenario)).encode()).hexdigest()[:12]
