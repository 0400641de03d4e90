"""Moments in the life of an application that a promise can run from or to: "acceptance.completed"."""

import re
from dataclasses import dataclass

from domain.errors import InputError, must, must_be_one_of

APPLICATION, CONTACT, STAGE = "application", "contact", "stage"
WORD = re.compile(r"[^\s,]+")
_HAPPENINGS = {
    APPLICATION: ("submitted", "finished", "withdrawn"),
    CONTACT: ("received", "handled"),
    STAGE: ("enabled", "started", "completed"),
}
_OF_CONTACTS = frozenset(_HAPPENINGS[CONTACT])


@dataclass(frozen=True)
class Moment:
    """What happens to whom.

    Parameters
    ----------
    subject : "application", "contact" (whatever its kind), a kind of contact such as "complaint", a stage by
        name, or "stage" for each stage visit.
    happening : submitted, finished or withdrawn of an application; received or handled of contacts;
        enabled, started or completed of a stage (for "each stage's own acceptance" say enabled).
    """

    subject: str
    happening: str

    def __post_init__(self) -> None:
        must(bool(WORD.fullmatch(self.subject)), f"A subject must be one word, got {self.subject!r}.")
        named = (*_HAPPENINGS[STAGE], *_HAPPENINGS[CONTACT])
        choices = _HAPPENINGS.get(self.subject, named)
        must_be_one_of(self.happening, choices, f"What happens to {self.subject!r}")

    @property
    def of_contact(self) -> bool:
        """Whether it happens to contacts, of one kind or of any."""
        return self.happening in _OF_CONTACTS

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read "subject.happening"; the happening is what follows the last full stop."""
        subject, _, happening = text.rpartition(".")
        if not subject:
            raise InputError(f"A moment must be written like 'acceptance.completed', got {text!r}.")
        return cls(subject, happening)

    def __str__(self) -> str:
        return f"{self.subject}.{self.happening}"
