"""What a reader is told when a scenario does not validate: path, rule and what came, a line each."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scenarios.strangers import strangers

MOST_LINES = 10


def explain(error: ValidationError, given: Mapping[str, Any], where: str) -> str:
    """Say what is wrong with a scenario.

    Parameters
    ----------
    given : the data that were validated.
    where : subject of each sentence, such as "Scenario 'july_peak'".
    """
    details = error.errors(include_url=False)
    misnamed = strangers(details, given)
    said = [f"{_path(place, given, is_missing=False)} {rule}" for place, rule in misnamed.items()]
    for detail in details:
        if detail["type"] != "missing" or detail["loc"][:-1] not in misnamed:
            said += _sentence(detail, given).splitlines()
    return at_most([f"{where}: {line}." for line in said], where)


def at_most(lines: Sequence[str], where: str) -> str:
    """The first lines, and how many there are beyond."""
    more = [f"{where}: {len(lines) - MOST_LINES} more problems."] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])


def _sentence(detail: ErrorDetails, given: Mapping[str, Any]) -> str:
    """Path and rule; a sentence a line where the parts do not fit together in several ways."""
    place = _path(detail["loc"], given, is_missing=detail["type"] == "missing")
    rule = f"{_rule(detail)}{_came(detail)}"
    if not place:
        return rule
    return f"{place} {rule}" if rule.startswith(("must ", "has ")) else f"{place}: {rule}"


def _path(location: Sequence[int | str], given: Any, is_missing: bool) -> str:
    """The place as one writes it, workforce.crews[3].size, without what pydantic puts in for unions."""
    path, here = "", given
    for number, step in enumerate(location):
        inside = _inside(here, step)
        if inside is _ABSENT and not (is_missing and number == len(location) - 1):
            continue
        path += f"[{step}]" if isinstance(here, Sequence) else f".{step}"
        here = inside
    return path.removeprefix(".")


_ABSENT = object()


def _inside(here: Any, step: int | str) -> Any:
    if isinstance(here, Mapping):
        return here.get(step, _ABSENT)
    if (
        isinstance(here, Sequence)
        and not isinstance(here, str)
        and isinstance(step, int)
        and step < len(here)
    ):
        return here[step]
    return _ABSENT


_RULES: Mapping[str, str] = {
    "missing": "must be given",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "finite_number": "must be a finite number",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "date_type": "must be a date like 2026-03-02",
    "date_parsing": "must be a date like 2026-03-02",
    "date_from_datetime_parsing": "must be a date like 2026-03-02",
    "date_from_datetime_inexact": "must be a date like 2026-03-02",
    "dict_type": "must hold keys and values",
    "model_type": "must hold keys and values",
    "model_attributes_type": "must hold keys and values",
    "tuple_type": "must be a list",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must be written in the form {pattern}",
    "literal_error": "must be one of {expected}",
    "enum": "must be one of {expected}",
    "union_tag_invalid": "must name one of the distributions {expected_tags} under {discriminator}",
    "union_tag_not_found": "must name its distribution under {discriminator}",
}
_SAY_WHAT_CAME = frozenset(_RULES) - {
    "missing",
    "union_tag_invalid",
    "union_tag_not_found",
    "too_short",
    "too_long",
}


def _rule(detail: ErrorDetails) -> str:
    template = _RULES.get(detail["type"])
    if template is None:
        return detail["msg"].removeprefix("Value error, ").rstrip(".")
    return template.format(**{key: _number(value) for key, value in detail.get("ctx", {}).items()})


def _number(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value


def _came(detail: ErrorDetails) -> str:
    if detail["type"] not in _SAY_WHAT_CAME:
        return ""
    came = repr(detail["input"])
    return f", got {came if len(came) <= 60 else came[:57] + '...'}"
