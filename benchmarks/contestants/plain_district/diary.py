"""What the plain model writes down: one entry for each visit and contact, in lists."""

from dataclasses import dataclass, field

Segment = tuple[int, int, float, float]
"""Resource, TRAVEL or WORK, start and end in minutes of the run."""


@dataclass(slots=True)
class Entry:
    """One visit, or one contact.

    Parameters
    ----------
    kind : its stage, or the kind of contact.
    application, number : its place among all applications; its own place among all entries of its list.
    enabled, started, completed : minutes of the run; None where not yet.
    resource : who did it.
    """

    kind: str
    application: int
    number: int
    enabled: float
    started: float | None = None
    completed: float | None = None
    resource: int | None = None
    segments: list[Segment] = field(default_factory=list)


@dataclass
class Diary:
    """Everything that happened.

    Attributes
    ----------
    submitted, finished, withdrawn : application -> minutes of the run.
    holds : application, stage, start, end.
    appointments : application, start and end of the window, what came of it.
    """

    visits: list[Entry] = field(default_factory=list)
    contacts: list[Entry] = field(default_factory=list)
    submitted: dict[int, float] = field(default_factory=dict)
    finished: dict[int, float] = field(default_factory=dict)
    withdrawn: dict[int, float] = field(default_factory=dict)
    holds: list[tuple[int, str, float, float]] = field(default_factory=list)
    appointments: list[tuple[int, float, float, str]] = field(default_factory=list)

    def visit(self, stage: str, application: int, now: float) -> Entry:
        """Begin a visit."""
        self.visits.append(Entry(stage, application, len(self.visits), now))
        return self.visits[-1]

    def contact(self, kind: str, application: int, now: float) -> Entry:
        """Take a contact in."""
        self.contacts.append(Entry(kind, application, len(self.contacts), now))
        return self.contacts[-1]
