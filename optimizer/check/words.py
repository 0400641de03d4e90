"""How a sentence names what it is about."""

from collections.abc import Iterator

from domain.errors import nearest
from domain.plan import Assignment, VisitKey
from optimizer.problem import Problem


def named(key: VisitKey) -> str:
    """A visit as the subject of a sentence."""
    return f"Visit {key[1]} of {key[0]!r}"


def strangers(one: Assignment, problem: Problem) -> Iterator[str]:
    """Sentences on a visit or a crew that the problem does not know."""
    where = named(one.key)
    if one.key not in problem.visit_of:
        yield f"{where} must be a visit of the problem."
    if one.crew not in problem.crew_of:
        hint = nearest(one.crew, problem.crew_of)
        yield f"{where} must be done by a crew of the problem, got {one.crew!r}{hint}."
