"""JSON files, and a sentence where they are none."""

import json
from pathlib import Path
from typing import Any

from domain.errors import InputError


def read_json(path: Path) -> Any:
    """What a JSON file holds.

    Raises
    ------
    InputError : no such file, or no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path.name} must be a file that can be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} must be valid JSON: {error}.") from error
