"""What we should do: crew plans and rosters."""

from optimizer.budget import Budget, Seconds, Work
from optimizer.crew import Break, Crew, Flights, Shift
from optimizer.problem import Prices, Problem, Travel, way_to_do
from optimizer.result import Cost, Result, Status
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
    "Result",
    "Seconds",
    "Shift",
    "Status",
    "Together",
    "Travel",
    "Visit",
    "Work",
    "way_to_do",
]
