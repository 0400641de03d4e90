"""How far figures that nobody measured may lie from what the scenario says, and a scenario with others."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from domain.errors import InputError, must_be_one_of
from scenarios.part import Part, Text, Weight

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

TIMES = ("value", "mean", "sd", "low", "mode", "high")
"""Figures of a duration; its unit stays."""


class Prior(Part):
    """A range in which figures may lie that were not measured.

    Parameters
    ----------
    figures : paths of the figures, such as "stages.*.hold.duration"; a star stands for any key. Of a duration
        all its times change alike.
    how : whether the figures are multiplied by a number of the range, or are that number.
    low, high : ends of the range, from 0.
    because : why the figures may lie there.
    """

    figures: Annotated[tuple[Text, ...], Field(min_length=1)]
    how: Literal["times", "is"] = "times"
    low: Weight
    high: Weight
    because: Text

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low > self.high:
            raise InputError(f"low must not be above high, got {self.low:g} above {self.high:g}")
        return self


def with_figures(scenario: "Scenario", name: str, values: Mapping[str, float]) -> "Scenario":
    """The scenario under another name, with other figures where priors say so: before a run, never results.

    Parameters
    ----------
    values : a number for each prior named, such as {"field_work": 1.2}.

    Raises
    ------
    InputError : an unknown prior, one whose paths lead to no figure, or a figure out of bounds.
    """
    data = _open(scenario.model_dump())
    for prior, value in values.items():
        must_be_one_of(prior, scenario.priors, f"Scenario {scenario.name!r}: prior")
        if not _change(data, scenario.priors[prior], value):
            where = f"Scenario {scenario.name!r}: priors.{prior}.figures"
            raise InputError(f"{where} must lead to a figure, got none.")
    changed = {**data, "name": name}
    return type(scenario).from_data(changed, f"Scenario {scenario.name!r}, figures of {name!r}")


def _change(data: MutableMapping[str, Any], prior: Prior, value: float) -> int:
    """Change the figures of a prior in place; gives how many there are."""
    places = [place for path in prior.figures for place in _places(data, path.split("."))]
    for inside, key in places:
        inside[key] = float(inside[key]) * value if prior.how == "times" else value
    return len(places)


def _places(data: Any, path: list[str]) -> Iterator[tuple[MutableMapping[str, Any], str]]:
    """Every figure that a path leads to, as the mapping it is in and its key there."""
    if not isinstance(data, MutableMapping):
        return
    keys = list(data) if path[0] == "*" else [key for key in (path[0],) if key in data]
    for key in keys:
        inside = data[key]
        if len(path) > 1:
            yield from _places(inside, path[1:])
        elif isinstance(inside, MutableMapping):
            yield from ((inside, time) for time in TIMES if isinstance(inside.get(time), int | float))
        elif isinstance(inside, int | float) and not isinstance(inside, bool):
            yield data, key


def _open(data: Any) -> Any:
    """A copy that may be changed: a lever's changes belong to the scenario itself."""
    if isinstance(data, Mapping):
        return {key: _open(value) for key, value in data.items()}
    return tuple(_open(value) for value in data) if isinstance(data, list | tuple) else data
