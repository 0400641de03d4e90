"""The sentence in which a time limit is written.

    limit  = amount unit "from" moment "to" moment { "," clause }
    unit   = "min elapsed" | "h elapsed" | "days elapsed" | "working hours" | "working days"
    moment = subject "." happening                  (see domain.moment)
    clause = "first day" ( "same" | "next" )        (working days only; next when not said)
           | "due end of" ( "day" | "shift" )       (working days only; day when not said)
           | "stops for" cause { "and" cause }      (causes of holds)

Examples: "48 h elapsed from acceptance.enabled to application.finished";
"15 working days from scheme_design.enabled to scheme_design.completed, first day next, stops for permit".
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from domain.errors import InputError, nearest
from domain.moment import Moment
from domain.time_limit import TimeLimit, Unit
from domain.timetable import Until
from domain.work_clock import FirstDay

Choice = TypeVar("Choice")

_WORD = re.compile(r"[^\s,]+|,")
_UNITS = {
    "min": {"elapsed": Unit.ELAPSED_MINUTES},
    "h": {"elapsed": Unit.ELAPSED_HOURS},
    "days": {"elapsed": Unit.ELAPSED_DAYS},
    "working": {"hours": Unit.WORKING_HOURS, "days": Unit.WORKING_DAYS},
}


def parse_time_limit(text: object) -> TimeLimit:
    """Read a time limit.

    Raises
    ------
    InputError : one sentence with the text, the position (characters from 1), what must come there and what
        came.
    """
    if not isinstance(text, str):
        raise InputError(f"A time limit must be text such as '48 h elapsed from ... to ...', got {text!r}.")
    words = _Words(text)
    parts: dict[str, Any] = {"amount": words.amount()}
    parts["unit"] = words.choice(words.choice(_UNITS))
    for key, word in (("start", "from"), ("end", "to")):
        words.literal(word)
        parts[key] = words.moment()
    while words.left():
        key, value = _clause(words)
        if key in parts:
            raise InputError(f"Time limit {text!r} must say its {key.replace('_', ' ')} once, got it twice.")
        parts[key] = value
    try:
        return TimeLimit(**parts)
    except InputError as error:
        raise InputError(f"Time limit {text!r}: {error}") from None


def with_amount(text: str, amount: float) -> str:
    """The same limit with another amount, in its own unit."""
    return f"{amount:g} {text.split(maxsplit=1)[1]}"


def _clause(words: "_Words") -> tuple[str, Any]:
    words.literal(",")
    match words.choice({word: word for word in ("first", "due", "stops")}):
        case "first":
            words.literal("day")
            return "first_day", words.choice({str(day): day for day in FirstDay})
        case "due":
            words.literal("end")
            words.literal("of")
            return "until", words.choice({"day": Until.END_OF_DAY, "shift": Until.END_OF_SHIFT})
        case _:
            words.literal("for")
            return "stops_for", words.causes()


class _Words:
    """The words of a text, taken one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [(match.group(), match.start() + 1) for match in _WORD.finditer(text)]
        self._next = 0

    def left(self) -> bool:
        """Whether there is a word left."""
        return self._next < len(self._words)

    def amount(self) -> Decimal:
        word, position = self._take("an amount such as 48")
        if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", word):
            raise self._error(position, "an amount such as 48", word)
        return Decimal(word)

    def literal(self, expected: str) -> None:
        self.choice({expected: expected})

    def choice(self, choices: Mapping[str, Choice]) -> Choice:
        expected = " or ".join(repr(choice) for choice in choices)
        word, position = self._take(expected)
        if word not in choices:
            raise self._error(position, expected, word, nearest(word, choices))
        return choices[word]

    def moment(self) -> Moment:
        word, position = self._take("a moment such as 'acceptance.completed'")
        try:
            return Moment.parse(word)
        except InputError as error:
            raise InputError(f"Time limit {self.text!r}, character {position}: {error}") from None

    def causes(self) -> tuple[str, ...]:
        causes = [self._cause()]
        while self.left() and self._words[self._next][0] == "and":
            self._next += 1
            causes.append(self._cause())
        return tuple(causes)

    def _cause(self) -> str:
        word, position = self._take("the cause of a hold")
        if word in {",", "and"}:
            raise self._error(position, "the cause of a hold", word)
        return word

    def _take(self, expected: str) -> tuple[str, int]:
        if not self.left():
            raise self._error(len(self.text) + 1, expected, None)
        self._next += 1
        return self._words[self._next - 1]

    def _error(self, position: int, expected: str, came: str | None, hint: str = "") -> InputError:
        got = "the end" if came is None else repr(came)
        where = f"Time limit {self.text!r}, character {position}"
        return InputError(f"{where}: {expected} must come here, got {got}{hint}.")
