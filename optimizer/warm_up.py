"""``python -m optimizer.warm_up``: compile the search and keep the code: nobody waits for it later."""

from dataclasses import replace
from math import inf

import numpy as np
import pandas as pd

from domain.plan import Plan
from optimizer.budget import Work
from optimizer.check import cost_of
from optimizer.crew import Crew, Shift
from optimizer.exact import Effort, bounded
from optimizer.problem import Problem, Travel
from optimizer.result import Result, Status
from optimizer.slots import slots
from optimizer.solve import solve
from optimizer.visit import Follows, Mode, Place, Visit


def warm_up() -> None:
    """Plan and judge one visit of one crew, with another tied to it, and ask for an appointment.

    The types of all arrays are the same for every problem.
    """
    here, begin, hour = Place(0.0, 0.0), pd.Timestamp(0, tz="UTC"), pd.Timedelta(hours=1)
    visit = Visit("A", 1, "", "", "", here, (Mode((), hour),), price_unplanned=1.0)
    crew = Crew("crew", (), "", here, (Shift(begin, begin + 2 * hour),))
    travel = Travel((here,), np.zeros((1, 1)), np.zeros((1, 1)))
    alone = Problem((visit,), (crew,), travel)
    slots(Plan(), alone, visit)
    then = replace(visit, number=2)
    for problem in (alone, replace(alone, visits=(visit, then), links=(Follows(visit.key, then.key),))):
        solve(problem, Work(100), 1)
    # Beside a plan that leaves out what pays there is something to price.
    nothing = Result(Plan(), Status.FEASIBLE, cost_of(Plan(), alone), None, 0.0, 0)
    bounded(alone, nothing, Effort(1, inf))


if __name__ == "__main__":
    warm_up()
