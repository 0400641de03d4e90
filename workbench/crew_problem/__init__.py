"""What a dispatcher sees of a scenario as a problem for the optimiser."""

from workbench.crew_problem.ask import CrewProblems, must_be_days, problem_of

__all__ = ["CrewProblems", "must_be_days", "problem_of"]
