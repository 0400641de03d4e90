"""Answered what-ifs kept as files: the question, why it was asked, the figures, and what produced them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import InputError, must
from domain.io.whole import written_whole
from scenarios import to_yaml
from scenarios.load import library_names
from simulation.comparison import Comparison
from workbench.link import from_query, to_query
from workbench.versions import digest, versions
from workbench.what_if import WhatIf
from workbench.what_if_frames import rows

FORMAT = 1
LONGEST_TITLE, LONGEST_WHY = 80, 2_000
_KEY = re.compile(r"[0-9A-Za-z-]{1,80}")


class SavedStudy(BaseModel):
    """An answered what-if.

    Parameters
    ----------
    format : of the file.
    title, why : what its reader calls it, and why it was asked.
    saved_at : when, with its zone.
    question : the what-if as the parameters of a link.
    scenarios : every scenario that ran, base first, by name, whole: the library may change.
    versions : of everything the figures depend on.
    seed, replications, primary : of the comparison.
    figures : a row per side, name and group, see `what_if_frames.table`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = Field(ge=FORMAT, le=FORMAT)
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    why: str = Field(min_length=1, max_length=LONGEST_WHY)
    saved_at: datetime
    question: Mapping[str, str]
    scenarios: Mapping[str, str]
    versions: Mapping[str, str]
    seed: int
    replications: int
    primary: str
    figures: tuple[Mapping[str, Any], ...]

    def what_if(self, text: str | None = None) -> WhatIf:
        """The question; see `from_query`."""
        return from_query(self.question, text)

    @property
    def own_base(self) -> str | None:
        """The base as it ran, where a reader wrote it; None where it is of the library."""
        name = self.question["scenario"]
        return None if name in library_names() else self.scenarios[name]

    @property
    def digests(self) -> dict[str, str]:
        """A short name of each scenario's whole content."""
        return {name: digest(text) for name, text in self.scenarios.items()}


@dataclass(frozen=True)
class Kept:
    """A saved study and where it is."""

    key: str
    study: SavedStudy


def study_of(what_if: WhatIf, comparison: Comparison, title: str, why: str, now: datetime) -> SavedStudy:
    """Put an answer and what produced it together.

    Raises
    ------
    InputError
        When the comparison is not complete, or title or why are missing or too long.
    """
    must(comparison.complete, "A study is saved when all its runs have finished.")
    must_be_said(title, why)
    question = to_query(what_if)
    from_query(question, what_if.text)  # refuses what no link reopens: a file that is of no library
    scenarios = [what_if.base(), *what_if.scenarios()]
    return SavedStudy(
        format=FORMAT,
        title=title.strip(),
        why=why.strip(),
        saved_at=now,
        question=question,
        scenarios={scenario.name: to_yaml(scenario) for scenario in scenarios},
        versions=versions(),
        seed=what_if.seed,
        replications=what_if.replications,
        primary=comparison.primary,
        figures=figures_of(comparison),
    )


def figures_of(comparison: Comparison) -> tuple[dict[str, Any], ...]:
    """Every figure as plain data, just as it comes back from a file: a float's text names no other float."""
    return tuple(json.loads(json.dumps(rows(comparison), allow_nan=False)))


def save(study: SavedStudy, folder: Path) -> Path:
    """Keep a study as a file of its own, whole or not at all.

    Raises
    ------
    InputError : the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder must be writable: {error.strerror or error}.") from error
    text = as_json(study)
    path = folder / f"{study.saved_at:%Y%m%d-%H%M%S}-{digest(text)[:8]}.json"
    with written_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path


def as_json(study: SavedStudy) -> str:
    """The study as the text of its file."""
    return study.model_dump_json(indent=1)


def load_saved(path: Path) -> SavedStudy:
    """Read a saved study.

    Raises
    ------
    InputError : there is no such file, or it is not a saved study.
    """
    try:
        return SavedStudy.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: a saved study must be a readable file: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError(f"{path}: must be a saved study, but {where}: {first['msg']}.") from error


def all_saved(folder: Path) -> list[Kept]:
    """Saved studies of a folder, the latest first; files that are none are passed over."""
    kept = []
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            kept.append(Kept(path.stem, load_saved(path)))
        except InputError:
            continue
    return kept


def saved_by(key: str, folder: Path) -> SavedStudy:
    """Give the saved study of a key."""
    must(_KEY.fullmatch(key) is not None, f"A saved study's key must be its file's name, got {key!r}.")
    return load_saved(folder / f"{key}.json")


def must_be_said(title: str, why: str) -> None:
    """Refuse a title or a why that is missing or too long; asked before the work whose result they name."""
    for what, text, most in (("title", title, LONGEST_TITLE), ("why", why, LONGEST_WHY)):
        length = len(text.strip())
        must(1 <= length <= most, f"A study's {what} must have 1 to {most} characters, got {length}.")
