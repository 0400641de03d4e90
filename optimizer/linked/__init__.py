"""Plans of visits that are tied to each other: done together, or one after another across crews and days."""

from optimizer.linked.search import Found, search_linked
from optimizer.problem import Problem

__all__ = ["Found", "is_tied", "search_linked"]


def is_tied(problem: Problem) -> bool:
    """Whether visits depend on those of other tours: by links, or as all count in the latest of all."""
    return bool(problem.links) or problem.prices.worst_late_hour > 0
