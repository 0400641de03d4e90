"""Why promises were broken: the hours beyond each limit, split over their causes."""

from domain.lateness.attribution import Lateness, attribute
from domain.lateness.cause import CAUSES, Cause
from domain.lateness.table import ALL, by_cause, causes_as_text, of_applications, of_deadlines

__all__ = [
    "ALL",
    "CAUSES",
    "Cause",
    "Lateness",
    "attribute",
    "by_cause",
    "causes_as_text",
    "of_applications",
    "of_deadlines",
]
