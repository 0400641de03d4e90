"""One outlook for all tests that only read it."""

from functools import cache

from domain.eventlog import EventLog
from domain.terms import Terms
from models.outlook import Outlook, outlook
from tests.models.conftest import quick_learners
from tests.models.histories import two_kinds

TOLD: list[tuple[int, int]] = []
"""What was told of the progress of the outlook."""


@cache
def open_log() -> EventLog:
    """Quick and slow applications, an hour apart; the last began an hour ago."""
    whole = two_kinds(n=280)
    return whole.as_of(whole.applications["submitted_at"].iloc[260])


@cache
def foretold() -> Outlook:
    """What is foretold of them."""
    with quick_learners():
        return outlook(open_log(), Terms.default(), tell=lambda done, total: TOLD.append((done, total)))
