"""The promises of the service: what is due when, for whom, since when, and who says so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.condition import EVERY_APPLICATION, Condition
from domain.errors import InputError, must, must_be_one_of
from domain.holiday import read_day
from domain.time_limit import TimeLimit
from domain.time_limit_text import parse_time_limit

_LANGUAGES = ("en", "zh")


class Standing(StrEnum):
    """Whether a rule demands it or the company promises it."""

    STATUTORY = "statutory"
    PROMISED = "promised"


@dataclass(frozen=True)
class ServiceLevel:
    """A promise.

    Parameters
    ----------
    name : identifier; versions of one promise share it and differ in `effective_from`.
    limit : amount, unit, from and to, and which holds stop the clock.
    label : language ("en", "zh") -> what people read.
    standing : statutory or promised.
    source : the regulation or document that says so.
    effective_from : first local date on which it holds; None for always.
    applies_to : the applications it is for.
    """

    name: str
    limit: TimeLimit
    label: Mapping[str, str] = field(default_factory=dict, hash=False)
    standing: Standing = Standing.PROMISED
    source: str = ""
    effective_from: date | None = None
    applies_to: Condition = EVERY_APPLICATION

    def __post_init__(self) -> None:
        must(bool(self.name.strip()), "A service level must have a name, got none.")
        for language in self.label:
            must_be_one_of(language, _LANGUAGES, f"Service level {self.name!r}: language of the label")

    @classmethod
    def from_mapping(cls, name: str, mapping: object) -> "ServiceLevel":
        """Read the keys limit, label ({en, zh}), standing, source, effective_from and applies_to.

        Only `limit` must be there.

        Raises
        ------
        InputError : an unknown key or a value that breaks its rule, naming the service level.
        """
        where = f"Service level {name!r}"
        if not isinstance(mapping, Mapping):
            raise InputError(f"{where} must be a mapping with the key 'limit', got {mapping!r}.")
        for key in mapping:
            must_be_one_of(key, list(_READERS), f"{where}: key")
        must("limit" in mapping, f"{where} must have the key 'limit', got {', '.join(mapping) or 'none'}.")
        return cls(name, **{key: _READERS[key](value, f"{where}: {key}") for key, value in mapping.items()})

    def to_mapping(self) -> dict[str, Any]:
        """Back to plain data without what is at its default; reading it gives the same service level."""
        values = {
            "limit": str(self.limit),
            "label": dict(self.label),
            "standing": str(self.standing),
            "source": self.source,
            "effective_from": self.effective_from,
            "applies_to": self.applies_to.to_mapping(),
        }
        return {key: value for key, value in values.items() if value}


def read_service_levels(mapping: object) -> tuple[ServiceLevel, ...]:
    """Read name -> service level, or name -> list of its versions.

    Raises
    ------
    InputError : two versions of one name are effective from the same date.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"Service levels must map names to service levels, got {mapping!r}.")
    levels: dict[tuple[str, date | None], ServiceLevel] = {}
    for name, versions in mapping.items():
        for version in versions if isinstance(versions, list) else [versions]:
            level = ServiceLevel.from_mapping(str(name), version)
            key = (level.name, level.effective_from)
            must(
                key not in levels,
                f"Service level {name!r} must differ in effective_from, got {key[1]} twice.",
            )
            levels[key] = level
    return tuple(levels.values())


def in_force(levels: Iterable[ServiceLevel], on: date) -> tuple[ServiceLevel, ...]:
    """The version of each promise that holds on a local date: the last to have become effective."""
    latest: dict[str, ServiceLevel] = {}
    for level in sorted(levels, key=_since):
        if _since(level) <= on:
            latest[level.name] = level
    return tuple(latest.values())


def _since(level: ServiceLevel) -> date:
    return level.effective_from or date.min


def _read_label(label: object, where: str) -> Mapping[str, str]:
    if not isinstance(label, Mapping) or not all(isinstance(text, str) for text in label.values()):
        raise InputError(f"{where} must map languages to text, got {label!r}.")
    return dict(label)


def _read_standing(word: object, where: str) -> Standing:
    must_be_one_of(word, list(Standing), where)
    return Standing(str(word))


def _read_text(text: object, where: str) -> str:
    must(isinstance(text, str), f"{where} must be text, got {text!r}.")
    return str(text)


def _read_limit(text: object, where: str) -> TimeLimit:
    try:
        return parse_time_limit(text)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


_READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "limit": _read_limit,
    "label": _read_label,
    "standing": _read_standing,
    "source": _read_text,
    "effective_from": read_day,
    "applies_to": Condition.from_mapping,
}
