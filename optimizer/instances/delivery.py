"""Customers of delivery lists: a window, a demand, one stop each."""

from collections.abc import Iterable

from optimizer.instances.instance import LEFT_OUT, clock, minutes
from optimizer.visit import Mode, Place, Visit

LOAD = "load"
"""What vehicles carry; capacity is a crew's stock of it, a customer's demand what a visit takes."""


def delivery(
    place: Place, kinds: Iterable[str], window: tuple[float, float], work: float, load: float
) -> Visit:
    """The visit to a customer.

    Parameters
    ----------
    kinds : of vehicles that may serve it.
    window : first and last begin; with `work` in minutes of the list.
    load : its demand.
    """
    first, last = window
    return Visit(
        place.name,
        1,
        "delivery",
        "",
        "",
        place,
        tuple(Mode((kind,), minutes(work)) for kind in kinds),
        window=(clock(first), clock(last)),
        price_unplanned=LEFT_OUT,
        materials={LOAD: int(load)},
    )
