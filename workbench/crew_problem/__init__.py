"""What a dispatcher sees of a scenario as a problem for the optimiser."""

from workbench.crew_problem.ask import CrewProblems, problem_of

__all__ = ["CrewProblems", "problem_of"]
