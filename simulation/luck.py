"""What chance has in store for every customer's appointments at a stage."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulation.customers import Customers
from simulation.streams import Uniforms

if TYPE_CHECKING:
    from simulation.appointments import BookedVisit


class Luck:
    """A number of every customer for each of their appointments, drawn when one of that number first occurs.

    Parameters
    ----------
    name : of the stage.
    purpose : what it decides about, by which it is keyed.
    made : what is made of a uniform number; the number itself where nothing is.
    """

    __slots__ = ("_drawn", "customers", "made", "name", "purpose")

    def __init__(
        self,
        name: str,
        purpose: str,
        customers: Customers,
        made: Callable[[Uniforms], Uniforms] | None = None,
    ) -> None:
        self.name, self.purpose, self.customers, self.made = name, purpose, customers, made
        self._drawn: list[list[list[float]]] = []

    def of(self, visit: "BookedVisit") -> float:
        """The customer's number for this occasion."""
        rounds = self._drawn
        while len(rounds) <= visit.round:
            rounds.append([])
        occasions = rounds[visit.round]
        while len(occasions) <= visit.occasion:
            occasions.append(self._draw(visit.round, len(occasions)))
        return occasions[visit.occasion][visit.application.row]

    def _draw(self, round_: int, occasion: int) -> list[float]:
        drawn = self.customers.uniforms(self.name, round_, "appointment", occasion, self.purpose)
        return list((drawn if self.made is None else self.made(drawn)).tolist())
