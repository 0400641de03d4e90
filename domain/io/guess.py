"""Guessing what the columns of a log file mean, by their names first and by what they hold where names
fail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc

from domain.errors import InputError
from domain.eventlog import Known
from domain.instants import UNKNOWN
from domain.io import words
from domain.io.look import Codes, Look, Rows, codes_of, first_known
from domain.io.mapping import CaseAttribute, LogMapping
from domain.io.table import Table

_OF_THE_EVENT: Final = (
    "activity",
    "lifecycle",
    "instance",
    "started",
    "completed",
    "enabled",
    "resource",
    "department",
)
_TIMES: Final = frozenset({"enabled", "started", "completed", *words.OF_THE_CASE})
_MOST_STAGES: Final = 300
_MOST_CASES: Final = 0.8
_NEARLY_ALL: Final = 0.99


def guess(table: Table) -> tuple[LogMapping, list[str]]:
    """Propose a mapping for a table.

    Returns
    -------
    The mapping, and what was guessed, one sentence each.

    Raises
    ------
    InputError
        When no column can name the case or no column holds a time.
    """
    draft = _Draft(table, Look(table))
    _take_case(draft)
    _take_event_roles(draft)
    _take_case_roles(draft)
    if _is_register(draft):
        _take_as_register(draft)
    else:
        _take_by_content(draft)
    _must_have_a_time(draft)
    _take_markers(draft)
    _take_attributes(draft)
    _take_zone(draft)
    return LogMapping(**draft.keys), draft.notes


@dataclass(eq=False)
class _Draft:
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

    def cases(self) -> Codes:
        """Number of the case of each row."""
        return self.look.codes(self.keys["case"])


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
_BY_NAME: Final = "by its name"
_BY_CONTENT: Final = "by what it holds"


def _take_case(draft: _Draft) -> None:
    draft.take("case", words.named(draft.free, words.ROLES["case"]), _BY_NAME)
    if "case" not in draft.keys:
        draft.take("case", _repeating(draft), _BY_CONTENT)
    if "case" not in draft.keys:
        raise InputError(
            f"{draft.table.file}: one column must name the case, but none looks like it; "
            f"say which in a mapping file (columns: {', '.join(draft.table.names)})."
        )


def _repeating(draft: _Draft) -> str | None:
    """The column of most values that still repeat; in a register, the first whose values never do."""
    rows = len(draft.table)
    counts = {name: draft.look.distinct(name) for name in draft.free if name not in draft.look.times}
    repeating = {name: count for name, count in counts.items() if 1 < count <= _MOST_CASES * rows}
    if repeating and max(repeating.values()) * 2 > min(rows, _MOST_STAGES) ** 0.5:
        return max(repeating, key=lambda name: repeating[name])
    return next((name for name, count in counts.items() if count == rows), None)


def _take_event_roles(draft: _Draft) -> None:
    for role in _OF_THE_EVENT:
        candidates = [name for name in draft.free if not words.is_of_case(name)]
        if role in _TIMES:
            candidates = [name for name in candidates if name in draft.look.times]
        draft.take(role, words.named(candidates, words.ROLES[role]), _BY_NAME)
    _check_instance(draft)


def _check_instance(draft: _Draft) -> None:
    """An instance that hardly tells events apart does not tie them together either."""
    if "instance" in draft.keys:
        keys = [draft.keys[r] for r in ("case", "activity", "instance", "lifecycle") if r in draft.keys]
        rows = np.stack([draft.look.codes(name) for name in keys], axis=1)
        if len(np.unique(rows, axis=0)) < _NEARLY_ALL * len(rows):
            draft.notes.append(
                f"Column '{draft.keys.pop('instance')}' repeats within a case: it ties nothing together."
            )


def _take_times_by_content(draft: _Draft) -> None:
    if any(role in draft.keys for role in ("enabled", "started", "completed")):
        return
    vary = [n for n in draft.look.times if n in draft.free and not draft.look.holds_within(n, draft.cases())]
    if len(vary) == 1:
        draft.take("completed", vary[0], _BY_CONTENT)
    elif len(vary) > 1:
        first, second = sorted(vary[:2], key=lambda name: _middle(draft, name))
        draft.take("started", first, _BY_CONTENT)
        draft.take("completed", second, _BY_CONTENT)


def _middle(draft: _Draft, name: str) -> float:
    micros = draft.look.micros(name)
    return float(np.median(micros[micros != UNKNOWN]))


def _activity_by_content(draft: _Draft) -> str | None:
    """The text column of fewest values that varies within cases."""
    cases = draft.cases()
    texts = [name for name in draft.free if name not in draft.look.times and not words.is_of_case(name)]
    counts = {name: draft.look.distinct(name) for name in texts if not draft.look.holds_within(name, cases)}
    few = {
        name: count
        for name, count in counts.items()
        if 1 < count <= _MOST_STAGES and not _is_number(draft, name)
    }
    return min(few, key=lambda name: few[name]) if few else None


def _is_number(draft: _Draft, name: str) -> bool:
    column = draft.table.column(name).cast("string").drop_null().slice(0, 1000)
    return bool(pc.all(pc.match_substring_regex(column, r"^-?[\d.,]+$")).as_py())


def _take_case_roles(draft: _Draft) -> None:
    for role in words.OF_THE_CASE:
        candidates = [name for name in draft.free if name in draft.look.times]
        draft.take(role, words.named(candidates, words.ROLES[role]), _BY_NAME)


def _is_register(draft: _Draft) -> bool:
    """One row per case, a few repeated by mistake aside."""
    return "activity" not in draft.keys and draft.look.distinct(draft.keys["case"]) >= _NEARLY_ALL * len(
        draft.table
    )


def _take_as_register(draft: _Draft) -> None:
    """Take the type of request as the one stage of its case, from opening to closing."""
    draft.notes.append(
        "Every row is a case of its own: the file is read as a register, each case as one visit."
    )
    draft.keys["one_row_per_case"] = True
    draft.take("activity", words.named(draft.free, words.TYPES), "as the one stage of its case")
    for role, of_case in (("enabled", "submitted"), ("completed", "finished")):
        if role not in draft.keys and of_case in draft.keys:
            draft.keys[role] = draft.keys[of_case]


def _take_by_content(draft: _Draft) -> None:
    _take_times_by_content(draft)
    if "activity" not in draft.keys:
        draft.take("activity", _activity_by_content(draft), _BY_CONTENT)


def _must_have_a_time(draft: _Draft) -> None:
    if not any(role in draft.keys for role in ("enabled", "started", "completed")):
        raise InputError(
            f"{draft.table.file}: one column must hold the time of each event, but none looks like it; "
            f"say which in a mapping file (columns: {', '.join(draft.table.names)})."
        )


def _take_markers(draft: _Draft) -> None:
    """Activities such as Start and End, and from them or from a column when cases are finished."""
    names = _activities(draft)
    draft.keys["end_activities"] = _among(names, words.END_MARKERS)
    draft.keys["drop_activities"] = _among(names, words.START_MARKERS)
    for name in (*draft.keys["end_activities"], *draft.keys["drop_activities"]):
        draft.notes.append(f"Activity '{name}' only marks a moment of the case and is not counted as work.")
    if draft.keys["end_activities"] or "finished" in draft.keys:
        return
    draft.keys["finish"] = "last_event"
    draft.notes.append("Nothing says when a case is finished: each is taken as finished with its last event.")


def _activities(draft: _Draft) -> list[str]:
    if "activity" not in draft.keys:
        return []
    values = codes_of(draft.table.column(draft.keys["activity"]))[1]
    return [str(value) for value in values.to_pylist()]


def _among(names: Iterable[str], markers: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.strip().casefold() in markers)


def _take_attributes(draft: _Draft) -> None:
    cases = draft.cases()
    left: list[str] = []
    for name in draft.free:
        if not _says_nothing_new(draft, name, left):
            left.append(name)
    of_case = [name for name in left if words.is_of_case(name) or draft.look.holds_within(name, cases)]
    draft.keys["event_attributes"] = {_own_name(name): name for name in left if name not in of_case}
    named = _shared(draft) | _with_core_names(of_case)
    later = {column for column in of_case if _is_known_later(draft, column, cases)}
    draft.keys["case_attributes"] = {
        name: CaseAttribute(column=column, known=Known.LATER if column in later else Known.START)
        for name, column in named.items()
    }
    if later:
        draft.notes.append(f"Known only once the case has ended: {', '.join(sorted(later))}.")
    for name, column in named.items():
        if name in words.CORE_ATTRIBUTES and words.plain(column) != words.plain(name):
            draft.notes.append(
                f"Column '{column}' is taken as the {name.replace('_', ' ')} of the case, {_BY_NAME}."
            )


def _says_nothing_new(draft: _Draft, name: str, left: list[str]) -> bool:
    taken = [
        column for column in draft.keys.values() if isinstance(column, str) and column in draft.table.names
    ]
    double = next((column for column in (*taken, *left) if draft.look.same(name, column)), None)
    if double is not None:
        draft.notes.append(f"Column '{name}' repeats '{double}' and is left out.")
    elif draft.look.is_constant(name):
        draft.notes.append(f"Column '{name}' says the same in every row and is left out.")
    return double is not None or draft.look.is_constant(name)


def _with_core_names(columns: list[str]) -> dict[str, str]:
    """Attribute name -> column; what the product has a word for goes under that word."""
    core = {name: words.named(columns, names) for name, names in words.CORE_ATTRIBUTES.items()}
    found = {name: column for name, column in core.items() if column is not None}
    return found | {_own_name(column): column for column in columns if column not in found.values()}


def _shared(draft: _Draft) -> dict[str, str]:
    """In a register what is said of the one visit is said of the case."""
    if not draft.keys.get("one_row_per_case"):
        return {}
    pairs = {"department": draft.keys.get("department"), "category": draft.keys.get("activity")}
    return {name: column for name, column in pairs.items() if column is not None}


def _own_name(column: str) -> str:
    return re.sub(r"^(case:|\(case\)\s*)", "", column, flags=re.IGNORECASE) or column


def _is_known_later(draft: _Draft, column: str, cases: Codes) -> bool:
    plain = words.plain(column)
    if plain in {words.plain(word) for word in words.KNOWN_LATER}:
        return True
    if column not in draft.look.times or words.SPEAKS_OF_A_PLAN.search(column.casefold()):
        return False
    length = int(cases.max(initial=-1)) + 1
    micros = draft.look.micros(column)
    first = first_known(cases, micros != UNKNOWN, length)
    told = first >= 0
    return bool((micros[first[told]] > _first_event(draft, cases, length)[told]).any())


def _first_event(draft: _Draft, cases: Codes, length: int) -> Rows:
    earliest = np.full(length, np.iinfo(np.int64).max)
    for role in ("enabled", "started", "completed"):
        if role in draft.keys:
            micros = draft.look.micros(draft.keys[role])
            known = (micros != UNKNOWN) & (cases >= 0)
            np.minimum.at(earliest, cases[known], micros[known])
    return earliest


def _take_zone(draft: _Draft) -> None:
    zone = next((zone for column, zone in words.ZONES.items() if column in draft.table.names), None)
    if zone is None and any(words.CHINESE.search(name) for name in draft.table.names):
        zone = "Asia/Shanghai"
    draft.keys["time_zone"] = zone or "UTC"
    draft.notes.append(f"Times that do not say their zone are read as {draft.keys['time_zone']}.")
