"""Guessing the attributes of cases and events, and when each comes to be known."""

import re

import numpy as np

from domain.eventlog import Known
from domain.instants import UNKNOWN
from domain.io import words
from domain.io.draft import BY_NAME, Draft
from domain.io.look import Codes, Rows, first_known
from domain.io.mapping import CaseAttribute


def take_attributes(draft: Draft) -> None:
    """Take the columns that have no role yet as attributes, and leave out what says nothing new."""
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
    times = [name for name in left if name in draft.look.times]
    if times:
        draft.notes.append(f"Times without a role, kept as attributes: {', '.join(times)}.")
    if "due" not in draft.keys:
        draft.notes.append(
            _no_due_time([name for name in times if words.SPEAKS_OF_A_PLAN.search(words.plain(name))])
        )
    if later:
        draft.notes.append(f"Known only once the case has ended: {', '.join(sorted(later))}.")
    for name, column in named.items():
        if name in words.CORE_ATTRIBUTES and words.plain(column) != words.plain(name):
            draft.notes.append(
                f"Column '{column}' is taken as the {name.replace('_', ' ')} of the case, {BY_NAME}."
            )


def _no_due_time(plans: list[str]) -> str:
    perhaps = f"; perhaps {', '.join(plans)} is one" if plans else ""
    return f"No column is taken as the due time, so no promise can be judged{perhaps}."


def _says_nothing_new(draft: Draft, name: str, left: list[str]) -> bool:
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


def _shared(draft: Draft) -> dict[str, str]:
    """In a register what is said of the one visit is said of the case."""
    if not draft.keys.get("one_row_per_case"):
        return {}
    pairs = {"department": draft.keys.get("department"), "category": draft.keys.get("activity")}
    return {name: column for name, column in pairs.items() if column is not None}


def _own_name(column: str) -> str:
    return re.sub(r"^(case:|\(case\)\s*)", "", column, flags=re.IGNORECASE) or column


def _is_known_later(draft: Draft, column: str, cases: Codes) -> bool:
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


def _first_event(draft: Draft, cases: Codes, length: int) -> Rows:
    earliest = np.full(length, np.iinfo(np.int64).max)
    for role in ("enabled", "started", "completed"):
        if role in draft.keys:
            micros = draft.look.micros(draft.keys[role])
            known = (micros != UNKNOWN) & (cases >= 0)
            np.minimum.at(earliest, cases[known], micros[known])
    return earliest
