"""What a dispatcher sees of a scenario as a problem for the optimiser."""

from workbench.crew_problem.ask import CrewProblems, must_be_days, problem_of
from workbench.crew_problem.time_left import Latest

__all__ = ["CrewProblems", "Latest", "must_be_days", "problem_of"]
