"""Which list a file is of, told by its content, and the best known solution beside it."""

import json
import re
from pathlib import Path
from typing import Any

from domain.errors import InputError
from optimizer.instances.gotic import gotic
from optimizer.instances.instance import Instance
from optimizer.instances.mankowska import mankowska
from optimizer.instances.solomon import solomon
from optimizer.instances.vrplib import vrplib


def read_instance(path: Path) -> Instance:
    """The instance of a file of any of the lists; see `Format`.

    Raises
    ------
    InputError : a file that cannot be read or is of none of them.
    """
    text = _text(path)
    name = path.stem
    try:
        if text.startswith("GOTIC_INSTANCE"):
            return gotic(name, text)
        if "NODE_COORD_SECTION" in text:
            return vrplib(name, text, _best_known(path))
        if "CUST NO." in text:
            return solomon(name, text, _best_known(path))
        if text.lstrip().startswith("{") and '"caregivers"' in text:
            return mankowska(name, json.loads(text), _solution(path))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path.name} must be a whole instance of its list: {error}.") from error
    lists = "solomon, gotic, mankowska, sdvrptw or mdvrptw"
    raise InputError(f"{path.name} must be an instance of {lists}, got {text.strip()[:40]!r}.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} must be a text file that can be read: {error}.") from error


def _best_known(path: Path) -> float | None:
    """The cost a .sol file ends with."""
    solution = path.with_suffix(".sol")
    if not solution.is_file():
        return None
    found = re.search(r"^Cost:?\s+([\d.]+)", _text(solution), re.MULTILINE)
    return float(found[1]) if found else None


def _solution(path: Path) -> dict[str, Any] | None:
    """The routes shipped with an instance of Mankowska's."""
    found = sorted(path.parent.glob(f"sol-{path.stem}-*.json"))
    return dict(json.loads(_text(found[0]))) if found else None
