"""Which applications something is for: {track: lv_residential, terrain: [mountain, industrial]}."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.errors import InputError, must


@dataclass(frozen=True)
class Condition:
    """Each named attribute of an application has one of its allowed values; an empty condition holds.

    Parameters
    ----------
    allowed : (attribute, allowed values) pairs.
    """

    allowed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def from_mapping(cls, mapping: object, where: str) -> "Condition":
        """Read attribute -> value or list of values.

        Parameters
        ----------
        where : subject of a message, such as "Service level 'hv_on_site': applies_to".
        """
        if not isinstance(mapping, Mapping):
            raise InputError(f"{where} must map attributes to values, got {mapping!r}.")
        return cls(tuple((_word(key, where), _values(key, values, where)) for key, values in mapping.items()))

    def to_mapping(self) -> dict[str, list[str]]:
        """Back to plain data; reading it gives the same condition."""
        return {attribute: list(values) for attribute, values in self.allowed}

    def holds(self, attributes: Mapping[str, Any]) -> bool:
        """Whether an application satisfies it; an attribute that is absent or unknown does not."""
        return all(attributes.get(attribute) in values for attribute, values in self.allowed)

    def mask(self, applications: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows of a frame of applications satisfy it, shape (rows,)."""
        fits = np.ones(len(applications), dtype=bool)
        for attribute, values in self.allowed:
            known = attribute in applications
            fits &= applications[attribute].isin(list(values)).to_numpy() if known else False
        return fits


def _values(attribute: object, values: object, where: str) -> tuple[str, ...]:
    listed = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
    must(bool(listed), f"{where}: {attribute} must allow at least one value, got none.")
    return tuple(_word(value, where) for value in listed)


def _word(word: object, where: str) -> str:
    if not isinstance(word, str) or not word.strip():
        raise InputError(f"{where} must name attributes and values by text, got {word!r}.")
    return word


EVERY_APPLICATION = Condition()
