"""A mapping in the making: columns get their roles one by one, each with a sentence that says so."""

from dataclasses import dataclass, field
from typing import Any, Final

from domain.io.look import Codes, Look
from domain.io.table import Table

BY_NAME: Final = "by its name"
BY_CONTENT: Final = "by what it holds"

_MEANING: Final = {
    "case": "the case",
    "activity": "the activity",
    "lifecycle": "the step of an activity's life",
    "instance": "what ties the events of one visit together",
    "enabled": "the time the work was waiting from",
    "started": "the start of the work",
    "completed": "the completion of the work",
    "resource": "who worked",
    "department": "the department of the work",
    "due": "the due time",
    "submitted": "the time the case was submitted",
    "finished": "the time the case was finished",
    "withdrawn": "the time the case was withdrawn",
}


@dataclass(eq=False)
class Draft:
    """A mapping in the making."""

    table: Table
    look: Look
    keys: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def free(self) -> list[str]:
        """Columns that have no role yet."""
        return [name for name in self.table.names if name not in self.keys.values()]

    def take(self, role: str, column: str | None, why: str) -> None:
        """Give a column a role, and say so."""
        if column is not None:
            self.keys[role] = column
            self.notes.append(f"Column '{column}' is taken as {_MEANING[role]}, {why}.")

    def refuse(self, role: str, column: str) -> None:
        """Say that a column named like a role of the case is no such thing, since it changes within cases."""
        self.notes.append(f"Column '{column}' changes within a case, so it is not {_MEANING[role]}.")

    def varies(self, column: str) -> bool:
        """Tell whether a column changes within a case."""
        return not self.look.holds_within(column, self.cases())

    def cases(self) -> Codes:
        """Number of the case of each row."""
        return self.look.codes(self.keys["case"])
