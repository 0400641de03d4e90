"""What we should do: crew plans and rosters."""

from optimizer.budget import Budget, Seconds, Work
from optimizer.crew import Break, Crew, Flights, Shift
from optimizer.problem import Prices, Problem, Travel, way_to_do
from optimizer.result import Cost, Result, Status
from optimizer.solve import Progress, solve
from optimizer.visit import Follows, Link, Mode, Moment, Place, Together, Visit

__all__ = [
    "Break",
    "Budget",
    "Cost",
    "Crew",
    "Flights",
    "Follows",
    "Link",
    "Mode",
    "Moment",
    "Place",
    "Prices",
    "Problem",
    "Progress",
    "Result",
    "Seconds",
    "Shift",
    "Status",
    "Together",
    "Travel",
    "Visit",
    "Work",
    "solve",
    "way_to_do",
]
