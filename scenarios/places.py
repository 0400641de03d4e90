"""Places of a scenario, as `sources` writes them: demand.scale, workforce.crews[3].size."""

from collections.abc import Iterator, Mapping
from typing import Any


def places(data: Any) -> Iterator[str]:
    """Every place in plain data."""
    return (path.removeprefix(".") for path in _paths(data, ""))


def is_place(path: str, data: Any) -> bool:
    """Whether a place is in plain data; looks at no more of them than lie on the way."""
    return _leads(f".{path}", data)


def _leads(path: str, data: Any) -> bool:
    return not path or any(
        _leads(path.removeprefix(step), value) for step, value in _parts(data) if path.startswith(step)
    )


def _paths(data: Any, above: str) -> Iterator[str]:
    for step, value in _parts(data):
        yield above + step
        yield from _paths(value, above + step)


def _parts(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, Mapping):
        yield from ((f".{key}", value) for key, value in data.items())
    elif isinstance(data, list | tuple):
        yield from ((f"[{number}]", value) for number, value in enumerate(data))
