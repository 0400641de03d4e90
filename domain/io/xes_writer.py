"""Writing XES (IEEE 1849): a trace per application, an event per recorded instant of a visit.

What the standard has no place for (holds, deadlines, appointments, surveys...) stands in attributes of the
extension `switchboard:`, as JSON rows, so that other tools read a plain log and this one reads an equal log.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.frames import CORE
from domain.io import stored
from domain.io.whole import opened
from domain.io.xes_keys import EXTENSION, STANDARD, STEP, TIME, TRANSITIONS, VISIT, key_of, part_of

_BLOCK: Final = 10_000
_WHITE: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_FORBIDDEN: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Switchboard" prefix="switchboard" uri="urn:switchboard:xesext"/>
<classifier name="Stage" keys="concept:name"/>
<string key="lifecycle:model" value="standard"/>
"""


def write_xes(log: EventLog, path: Path, file: str, *, packed: bool = False) -> None:
    """Write a log as XES.

    Parameters
    ----------
    path : where to write.
    file : name of the file in messages.
    packed : compress with gzip.

    Raises
    ------
    InputError
        When text holds a control character, which XML cannot.
    """
    with opened(path, packed=packed) as sink:
        for part in _document(log, file):
            sink.write(part.encode())


def _document(log: EventLog, file: str) -> Iterator[str]:
    yield _HEAD
    yield _json_attribute("description", stored.describe(log))
    sides = {name: _rows_by_owner(log, name, file) for name in CORE if name not in ("applications", "visits")}
    for name, rows in sides.items():
        yield from _json_attributes(name, rows.get(-1, []))
    edges = np.searchsorted(log.visits["application"], np.arange(len(log) + 1))
    for start in range(0, len(log), _BLOCK):
        end = min(start + _BLOCK, len(log))
        yield from _traces(log, start, end, edges, sides, file)
    yield "</log>\n"


def _rows_by_owner(log: EventLog, name: str, file: str) -> dict[int, list[Any]]:
    """The rows of a frame by the application they belong to, -1 for none; cells as text."""
    frame = log.frame(name)
    columns = [c for c in frame if c != "application"]
    cells = [stored.to_text(stored.to_arrow(frame[c], file)).to_pylist() for c in columns]
    rows: dict[int, list[Any]] = {}
    for owner, *row in zip(_owners(log, name).tolist(), *cells, strict=True):
        rows.setdefault(owner, []).append(row)
    return rows


def _owners(log: EventLog, name: str) -> Any:
    frame = log.frame(name)
    if name == "segments":
        return log.visits["application"].to_numpy()[frame["visit"].to_numpy()]
    return frame["application"].to_numpy() if "application" in frame else np.full(len(frame), -1)


def _json_attributes(name: str, rows: list[Any]) -> Iterator[str]:
    """Rows of no application in parts: other tools' parsers refuse a value of ten megabytes."""
    for place, start in enumerate(range(0, len(rows), _BLOCK)):
        yield _json_attribute(part_of(name, place), rows[start : start + _BLOCK])


def _json_attribute(name: str, content: Any) -> str:
    value = escape(json.dumps(content, separators=(",", ":")), _WHITE)
    return f'<string key="{EXTENSION}{name}" value="{value}"/>\n'


def _traces(
    log: EventLog, start: int, end: int, edges: Any, sides: Mapping[str, Mapping[int, list[Any]]], file: str
) -> Iterator[str]:
    heads = _fragments(log.applications.iloc[start:end], "applications", file).to_pylist()
    events, owners = _events(log.visits.iloc[edges[start] : edges[end]], int(edges[start]), file)
    bounds = np.searchsorted(owners, np.arange(start, end + 1)).tolist()
    for place, head in enumerate(heads):
        aside = [
            _json_attribute(name, rows[start + place])
            for name, rows in sides.items()
            if start + place in rows
        ]
        yield "".join(
            ("<trace>", head, "\n", *aside, *events[bounds[place] : bounds[place + 1]], "</trace>\n")
        )


def _events(visits: pd.DataFrame, first: int, file: str) -> tuple[list[str], Any]:
    """Events of some visits in order of application and time, and the application of each."""
    number = np.arange(first, first + len(visits))
    shared = _joined(
        [_fragments(visits[list(STANDARD["visits"])], "visits", file), _typed(number, VISIT, "string")]
    )
    own = _own_fragments(visits, file)
    parts = [_of_step(visits, instant, shared, own) for instant in TRANSITIONS]
    texts = pa.concat_arrays([texts for texts, _, _ in parts])
    owner, at = (np.concatenate([part[place] for part in parts]) for place in (1, 2))
    order = np.lexsort((at, owner))
    return texts.take(pa.array(order)).to_pylist(), owner[order]


def _own_fragments(visits: pd.DataFrame, file: str) -> pa.Array:
    """What is said once of each visit, with the enabling that nobody recorded."""
    inferred = visits["enabled_at"].where(visits["enabled_inferred"])
    rest = [c for c in visits if c not in (*STANDARD["visits"], *TRANSITIONS, "application")]
    return _fragments(visits[rest].assign(enabled_at=inferred), "visits", file)


def _of_step(
    visits: pd.DataFrame, instant: str, shared: pa.Array, own: pa.Array
) -> tuple[pa.Array, Any, Any]:
    """Events of one transition; the first event of each visit carries what is said of it once."""
    known = visits[list(TRANSITIONS)].notna().to_numpy()
    # An enabling that was only inferred did not happen as an event, unless it is all there is.
    known[:, 0] &= ~visits["enabled_inferred"].to_numpy() | ~known[:, 1:].any(axis=1)
    place = list(TRANSITIONS).index(instant)
    is_first = known[:, place] & ~known[:, :place].any(axis=1)
    once = pc.if_else(pa.array(is_first), own, "")
    time = _fragment(stored.to_text(stored.to_arrow(visits[instant], "")), TIME, "date")
    step = f'<string key="{STEP}" value="{TRANSITIONS[instant]}"/></event>\n'
    texts = pc.binary_join_element_wise("<event>", shared, once, time, step, "")
    here = pa.array(known[:, place])
    rows = np.flatnonzero(known[:, place])
    return texts.filter(here), visits["application"].to_numpy()[rows], visits[instant].array.asi8[rows]


def _fragments(frame: pd.DataFrame, name: str, file: str) -> pa.Array:
    """The attributes of each row, one after the other; unknown ones are left out."""
    parts = []
    for column in frame:
        array = stored.to_arrow(frame[column], file)
        parts.append(
            _fragment(_escaped(array, str(column), file), key_of(name, str(column)), _tag(array.type))
        )
    return _joined(parts)


def _joined(parts: list[pa.Array]) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _typed(numbers: Any, key: str, tag: str) -> pa.Array:
    return _fragment(pa.array(numbers).cast(pa.string()), key, tag)


def _fragment(text: pa.Array, key: str, tag: str) -> pa.Array:
    joined = pc.binary_join_element_wise(f'<{tag} key="{escape(key, _WHITE)}" value="', text, '"/>', "")
    return joined.fill_null("")


def _tag(kind: Any) -> str:
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        return "date"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "int"
    return "float" if pa.types.is_floating(kind) else "string"


def _escaped(array: pa.Array, column: str, file: str) -> pa.Array:
    """The values as text that may stand in XML, each distinct name looked at once."""
    if pa.types.is_dictionary(array.type):
        return _escaped(array.dictionary, column, file).take(array.indices)
    text = stored.to_text(array)
    if not pa.types.is_string(array.type):
        return text
    if pc.any(pc.match_substring_regex(text, _FORBIDDEN)).as_py():
        raise InputError(
            f"{file}: text in XES must not hold control characters, but '{column}' does; use Parquet."
        )
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), *_WHITE.items()):
        text = pc.replace_substring(text, mark, entity)
    return text
