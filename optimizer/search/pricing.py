"""What one more visit costs in each of many tours."""

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.compiled import compiled
from optimizer.search.insertion import best_place
from optimizer.search.routes import Routes


@compiled
def price_places(
    arrays: Arrays, routes: Routes, tours: NDArray[np.int64], visit: int, prices: NDArray[np.float64]
) -> None:
    """Least CNY of a visit in each of the tours, into `prices`; infinite where it does not fit."""
    for number in range(len(tours)):
        prices[number] = best_place(arrays, routes, tours[number], visit)[0]
