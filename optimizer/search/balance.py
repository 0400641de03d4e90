"""What it costs that some crews are busier than others of the same skills."""

from optimizer.arrays import Arrays
from optimizer.compiled import compiled, inlined
from optimizer.search.routes import Routes


@inlined
def is_weighed(arrays: Arrays) -> bool:
    """Whether being busier than others has a price."""
    weighed: bool = arrays.balance.price[0] > 0.0
    return weighed


@compiled
def imbalance(arrays: Arrays, routes: Routes) -> float:
    """CNY of time by which crews are busier than the mean of those alike; fills `routes.above`."""
    balance, total = arrays.balance, 0.0
    for group in range(len(balance.crews)):
        first, end = balance.tours_from[group], balance.tours_from[group + 1]
        mean = 0.0
        for place in range(first, end):
            mean += routes.busy[balance.tours[place]] / balance.crews[group]
        while first < end:
            last, busy = _of_crew(arrays, routes, first, end)
            for place in range(first, last):
                routes.above[balance.tours[place]] = busy - mean
            total += max(busy - mean, 0.0)
            first = last
    price: float = total * balance.price[0]
    return price


@inlined
def _of_crew(arrays: Arrays, routes: Routes, first: int, end: int) -> tuple[int, float]:
    """Behind the last tour of a crew, and how busy it is."""
    balance, last, busy = arrays.balance, first, 0.0
    crew = balance.crew[balance.tours[first]]
    while last < end and balance.crew[balance.tours[last]] == crew:
        busy += routes.busy[balance.tours[last]]
        last += 1
    return last, busy


@inlined
def surcharge(arrays: Arrays, routes: Routes, tour: int, visit: int) -> float:
    """CNY of imbalance by which a visit's work makes a tour dearer than its own cost."""
    work = arrays.ways.duration[arrays.tours.kind[tour], visit]
    above = routes.above[tour]
    more: float = (max(above + work, 0.0) - max(above, 0.0)) * arrays.balance.price[0]
    return more
