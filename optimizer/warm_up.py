"""``python -m optimizer.warm_up``: compile the search and keep the code: nobody waits for it later."""

import numpy as np
import pandas as pd

from optimizer.budget import Work
from optimizer.crew import Crew, Shift
from optimizer.problem import Problem, Travel
from optimizer.solve import solve
from optimizer.visit import Mode, Place, Visit


def warm_up() -> None:
    """Plan one visit of one crew; the types of all arrays are the same for every problem."""
    here, begin, hour = Place(0.0, 0.0), pd.Timestamp(0, tz="UTC"), pd.Timedelta(hours=1)
    visit = Visit("A", 1, "", "", "", here, (Mode((), hour),), price_unplanned=1.0)
    crew = Crew("crew", (), "", here, (Shift(begin, begin + 2 * hour),))
    travel = Travel((here,), np.zeros((1, 1)), np.zeros((1, 1)))
    solve(Problem((visit,), (crew,), travel), Work(100), 1)


if __name__ == "__main__":
    warm_up()
