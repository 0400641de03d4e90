"""Every figure of a scenario with its value and where it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any

from scenarios import Scenario
from workbench.study_tables import NONE, markdown

TOLD_ELSEWHERE = {"name", "title", "why", "sources", "priors", "mechanisms", "levers"}


def table_of_sources(scenario: Scenario) -> str:
    """Where figures come from, numbered."""
    rows = [
        [f"S{n}", f"`{path}`", _clean(said)] for n, (path, said) in enumerate(scenario.sources.items(), 1)
    ]
    return markdown(("no.", "of everything under", "source"), rows)


def table_of_parameters(scenario: Scenario) -> str:
    """Every figure, by path; its source is the one of the longest path that it lies under."""
    data = {key: value for key, value in scenario.model_dump().items() if key not in TOLD_ELSEWHERE}
    rows = [[f"`{path}`", value, source_of(path, scenario)] for path, value in _figures(data, "")]
    return markdown(("parameter", "value", "source"), rows)


def table_of_mechanisms(scenario: Scenario) -> str:
    """The levers: what each changes, and where its figures come from."""
    rows = [
        [
            f"`{name}`",
            _clean(lever.mechanism),
            _text(lever.changes),
            source_of(f"mechanisms.{name}", scenario),
        ]
        for name, lever in scenario.mechanisms.items()
    ]
    return markdown(("lever", "mechanism", "changes", "source"), rows)


def table_of_ranges(scenario: Scenario) -> str:
    """The ranges in which unmeasured figures may lie."""
    rows = [
        [
            f"`{name}`",
            f"{'times ' if one.how == 'times' else ''}{one.low:g} to {one.high:g}",
            ", ".join(f"`{path}`" for path in one.figures),
            _clean(one.because),
        ]
        for name, one in scenario.priors.items()
    ]
    return markdown(("prior", "range", "figures", "because"), rows)


def source_of(path: str, scenario: Scenario) -> str:
    """Number of the source that speaks for a path; "-" where none does."""
    found = [s for s in scenario.sources if path == s or path.startswith((f"{s}.", f"{s}["))]
    return f"S{list(scenario.sources).index(max(found, key=len)) + 1}" if found else NONE


def _figures(data: Any, path: str) -> Iterator[tuple[str, str]]:
    """Leaves by path; a duration, a list of numbers or a crew group is one."""
    if isinstance(data, Mapping) and "distribution" not in data and not _is_group(data):
        for key, value in data.items():
            if key not in ("label", "procedure"):
                yield from _figures(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list | tuple) and data and isinstance(data[0], Mapping):
        for place, value in enumerate(data):
            yield from _figures(value, f"{path}[{place}]")
    elif data is not None and data != () and data != {}:
        yield path, _text(data)


def _is_group(data: Mapping[str, Any]) -> bool:
    return "skills" in data and "size" in data


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return _clean(", ".join(f"{key}: {_inner(one)}" for key, one in value.items() if one is not None))
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{_text(value)}}}"
    if isinstance(value, list | tuple):
        return _clean(f"[{', '.join(_inner(one) for one in value)}]")
    return _clean(f"{value:g}" if isinstance(value, float) else "nothing" if value is None else str(value))


def _clean(text: str) -> str:
    """Text that stays in its cell."""
    return " ".join(text.split()).replace("|", "\\|")
