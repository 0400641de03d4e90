"""Which track an application takes: a table by category, capacity and urgency, its first match decides."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.part import Name, Part, Weight

if TYPE_CHECKING:
    from scenarios.demand import Stream

Words = Annotated[tuple[Name, ...], Field(min_length=1)]
Span = tuple[int, int]
"""Least and greatest capacity in tenths of a kW, as an application states it; both belong to it."""


class Route(Part):
    """One line of the table; what is left out does not matter to it.

    Parameters
    ----------
    track : that its applications take.
    category, urgency : of the applications it takes.
    capacity_kw : least and greatest capacity it takes, kW, both included.
    """

    track: Name
    category: Words | None = None
    capacity_kw: tuple[Weight, Weight] | None = None
    urgency: Words | None = None

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        if self.capacity_kw is not None and self.capacity_kw[0] > self.capacity_kw[1]:
            low, high = self.capacity_kw
            raise InputError(f"capacity_kw must not fall, got {low:g}, {high:g}")
        return self

    def takes(
        self, category: str, capacity_kw: NDArray[np.float64], urgency: NDArray[np.object_]
    ) -> NDArray[np.bool_]:
        """Which applications of a category it would take, if no line before it does."""
        fits = np.full(len(capacity_kw), self.category is None or category in self.category)
        if self.capacity_kw is not None:
            fits &= (capacity_kw >= self.capacity_kw[0]) & (capacity_kw <= self.capacity_kw[1])
        if self.urgency is not None:
            fits &= np.isin(urgency.astype(str), self.urgency)
        return fits

    def span(self, category: str, urgency: str) -> Span | None:
        """The capacities it takes of a category and urgency; None where it takes none."""
        for word, words in ((category, self.category), (urgency, self.urgency)):
            if words is not None and word not in words:
                return None
        return (0, 10**12) if self.capacity_kw is None else span_of(self.capacity_kw)


def routes_of(routing: Sequence[Route], tracks: Collection[str]) -> Sequence[Route]:
    """The table in force: a single track needs none."""
    return routing or [Route(track=track) for track in tracks]


def span_of(capacity_kw: tuple[float, float]) -> Span:
    """A range of capacities in tenths of a kW."""
    return round(capacity_kw[0] * 10), round(capacity_kw[1] * 10)


def shares(
    routes: Sequence[Route], category: str, urgency: str, capacity_kw: tuple[float, float]
) -> tuple[Mapping[str, float], list[Span]]:
    """How customers spread evenly over a range of capacities divide.

    Returns
    -------
    Share of each track that takes some of them, and the capacities that no route takes.
    """
    left, low, high = [span_of(capacity_kw)], *span_of(capacity_kw)
    found: dict[str, float] = {}
    for route in routes:
        taken = route.span(category, urgency)
        if taken is None:
            continue
        before = _width(left)
        left = [part for span in left for part in _without(span, taken)]
        if before > _width(left):
            found[route.track] = found.get(route.track, 0.0) + (before - _width(left)) / (high - low + 1)
    return found, left


def urgencies(stream: "Stream") -> dict[str, float]:
    """Share of each urgency that a stream really has."""
    total = sum(stream.urgency.values())
    return {name: weight / total for name, weight in stream.urgency.items() if weight > 0}


def _width(spans: Sequence[Span]) -> int:
    return sum(high - low + 1 for low, high in spans)


def _without(span: Span, taken: Span) -> Iterator[Span]:
    (low, high), (first, last) = span, taken
    for part in ((low, min(high, first - 1)), (max(low, last + 1), high)):
        if part[0] <= part[1]:
            yield part
