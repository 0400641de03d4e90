"""Guessing what the columns of a log file mean: by their names, and where names fail by what they hold."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from domain.errors import InputError
from domain.instants import UNKNOWN
from domain.io import words
from domain.io.draft import BY_CONTENT, BY_NAME, Draft
from domain.io.guess_attributes import take_attributes
from domain.io.look import Look, codes_of
from domain.io.mapping import LogMapping
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
    draft = Draft(table, Look(table))
    _take_case(draft)
    _take_event_roles(draft)
    _take_case_roles(draft)
    if _is_register(draft):
        _take_as_register(draft)
    else:
        _take_by_content(draft)
    _must_have_a_time(draft)
    _take_markers(draft)
    take_attributes(draft)
    _take_zone(draft)
    return LogMapping(**draft.keys), draft.notes


def _take_case(draft: Draft) -> None:
    draft.take("case", words.named(draft.free, words.ROLES["case"]), BY_NAME)
    if "case" not in draft.keys:
        draft.take("case", _repeating(draft), BY_CONTENT)
    if "case" not in draft.keys:
        raise InputError(
            f"{draft.table.file}: one column must name the case, but none looks like it; "
            f"say which in a mapping file (columns: {', '.join(draft.table.names)})."
        )


def _repeating(draft: Draft) -> str | None:
    """The column of most values that still repeat; in a register, the first whose values never do."""
    rows = len(draft.table)
    counts = {name: draft.look.distinct(name) for name in draft.free if name not in draft.look.times}
    repeating = {name: count for name, count in counts.items() if 1 < count <= _MOST_CASES * rows}
    if repeating and max(repeating.values()) * 2 > min(rows, _MOST_STAGES) ** 0.5:
        return max(repeating, key=lambda name: repeating[name])
    return next((name for name, count in counts.items() if count == rows), None)


def _take_event_roles(draft: Draft) -> None:
    for role in _OF_THE_EVENT:
        candidates = [name for name in draft.free if not words.is_of_case(name)]
        if role in _TIMES:
            candidates = [name for name in candidates if name in draft.look.times]
        draft.take(role, words.named(candidates, words.ROLES[role]), BY_NAME)
    if "activity" not in draft.keys:
        by_classifier = (key for key in draft.table.activity_keys if key in draft.free)
        draft.take("activity", next(by_classifier, None), "by the classifier of the log")
    if "lifecycle" not in draft.keys and "instance" not in draft.keys:
        draft.take("instance", words.named(draft.free, words.EVENT_IDS), BY_NAME)
    _check_instance(draft)


def _check_instance(draft: Draft) -> None:
    """An instance that hardly tells events apart does not tie them together either.

    Rows that are the same in every cell count once: they are an event told twice, which is refused later.
    """
    if "instance" in draft.keys:
        keys = [draft.keys[r] for r in ("case", "activity", "instance", "lifecycle") if r in draft.keys]
        rows = pd.DataFrame({name: draft.look.codes(name) for name in draft.table.names}).drop_duplicates()
        if len(rows.drop_duplicates(keys)) < _NEARLY_ALL * len(rows):
            draft.notes.append(
                f"Column '{draft.keys.pop('instance')}' repeats within a case: it ties nothing together."
            )


def _take_times_by_content(draft: Draft) -> None:
    vary = [name for name in draft.look.times if name in draft.free and draft.varies(name)]
    if "started" in draft.keys and "completed" not in draft.keys:
        draft.take("completed", _only_end(draft, vary), BY_CONTENT)
    elif any(role in draft.keys for role in ("enabled", "completed")):
        return
    elif len(vary) == 1:
        draft.take("completed", vary[0], BY_CONTENT)
    elif len(vary) > 1:
        first, second = sorted(vary[:2], key=lambda name: _middle(draft, name))
        draft.take("started", first, BY_CONTENT)
        draft.take("completed", second, BY_CONTENT)


def _only_end(draft: Draft, vary: list[str]) -> str | None:
    """The one time that varies within cases and lies after the start; of several none can be told."""
    start = _middle(draft, draft.keys["started"])
    ends = [
        name
        for name in vary
        if not words.SPEAKS_OF_A_PLAN.search(name.casefold()) and _middle(draft, name) >= start
    ]
    return ends[0] if len(ends) == 1 else None


def _middle(draft: Draft, name: str) -> float:
    micros = draft.look.micros(name)
    return float(np.median(micros[micros != UNKNOWN]))


def _activity_by_content(draft: Draft) -> str | None:
    """The text column of fewest values that varies within cases."""
    texts = [name for name in draft.free if name not in draft.look.times and not words.is_of_case(name)]
    counts = {name: draft.look.distinct(name) for name in texts if draft.varies(name)}
    few = {
        name: count
        for name, count in counts.items()
        if 1 < count <= _MOST_STAGES and not _is_number(draft, name)
    }
    return min(few, key=lambda name: few[name]) if few else None


def _is_number(draft: Draft, name: str) -> bool:
    column = draft.table.column(name).cast("string").drop_null().slice(0, 1000)
    return bool(pc.all(pc.match_substring_regex(column, r"^-?[\d.,]+$")).as_py())


def _take_case_roles(draft: Draft) -> None:
    """Take the times of the case by name; all but a due date must then be the same throughout a case."""
    for role in words.OF_THE_CASE:
        candidates = [name for name in draft.free if name in draft.look.times]
        column = words.named(candidates, words.ROLES[role])
        if column is not None and role != "due" and not _is_register(draft) and draft.varies(column):
            draft.refuse(role, column)
        else:
            draft.take(role, column, BY_NAME)


def _is_register(draft: Draft) -> bool:
    """One row per case, a few repeated by mistake aside."""
    return "activity" not in draft.keys and draft.look.distinct(draft.keys["case"]) >= _NEARLY_ALL * len(
        draft.table
    )


def _take_as_register(draft: Draft) -> None:
    """Take the type of request as the one stage of its case, from opening to closing."""
    draft.notes.append(
        "Every row is a case of its own: the file is read as a register, each case as one visit."
    )
    draft.keys["one_row_per_case"] = True
    draft.take("activity", words.named(draft.free, words.TYPES), "as the one stage of its case")
    for role, of_case in (("enabled", "submitted"), ("completed", "finished"), ("finished", "completed")):
        if role not in draft.keys and of_case in draft.keys:
            draft.keys[role] = draft.keys[of_case]


def _take_by_content(draft: Draft) -> None:
    _take_times_by_content(draft)
    if "activity" not in draft.keys:
        draft.take("activity", _activity_by_content(draft), BY_CONTENT)


def _must_have_a_time(draft: Draft) -> None:
    if not any(role in draft.keys for role in ("enabled", "started", "completed")):
        raise InputError(
            f"{draft.table.file}: one column must hold the time of each event, but none looks like it; "
            f"say which in a mapping file (columns: {', '.join(draft.table.names)})."
        )


def _take_markers(draft: Draft) -> None:
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


def _activities(draft: Draft) -> list[str]:
    if "activity" not in draft.keys:
        return []
    values = codes_of(draft.table.column(draft.keys["activity"]))[1]
    return [str(value) for value in values.to_pylist()]


def _among(names: Iterable[str], markers: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.strip().casefold() in markers)


def _take_zone(draft: Draft) -> None:
    zone = next((zone for column, zone in words.ZONES.items() if column in draft.table.names), None)
    if zone is None and any(words.CHINESE.search(name) for name in draft.table.names):
        zone = "Asia/Shanghai"
    draft.keys["time_zone"] = zone or "UTC"
    draft.notes.append(f"Times that do not say their zone are read as {draft.keys['time_zone']}.")
