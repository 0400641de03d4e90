"""The numbers that customers bring along, the same as in the twin."""

from simulation.customers import Customers


class Luck:
    """One number for each customer of a track and all it is about, drawn when first asked for."""

    def __init__(self, customers: Customers) -> None:
        self.customers = customers
        self._drawn: dict[tuple[int | str, ...], list[float]] = {}

    def __call__(self, row: int, *about: int | str) -> float:
        """The customer's number, from 0 to 1."""
        if about not in self._drawn:
            self._drawn[about] = self.customers.uniforms(*about).tolist()
        return self._drawn[about][row]
