"""Reading XES (IEEE 1849) as a stream: one row per event, its trace's attributes as `case:...`.

expat's callbacks and lxml's iterparse came out equal (88,000 and 95,000 events a second on the receipt log).
expat it is: it refuses a document type, and with it every entity, before reading on, and never holds a whole
trace.
"""

import codecs
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from domain.errors import InputError
from domain.io.source import Bounded, Progress, one_line
from domain.io.table import Table
from domain.io.xes_log import DESCRIPTION as OURS
from domain.io.xes_rows import Rows
from domain.io.xes_traces import notes_on_names
from domain.io.xes_values import VALUES

NAME: Final = "concept:name"
CASE: Final = "case:"
"""Put before the keys of a trace's attributes, as process mining tools do in CSV."""

_BLOCK: Final = 1 << 20
_DEEPEST: Final = 100
_ATTRIBUTES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_KNOWN_TO_EXPAT: Final = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii"})


def read_xes(path: Path, *, limit: int, progress: Progress | None = None, most: int | None = None) -> Table:
    """Read the events of an XES file.

    Globals are not filled in: they say what an attribute of a new event would be, and those of the receipt
    log would end every open case in 1970.

    Parameters
    ----------
    limit : most bytes, after unpacking.
    most : stop after about so many events, for a first look.

    Returns
    -------
    Table of text columns: an event's attributes by key, its trace's with `case:` before the key, nested ones
    as `parent/key`. A trace without events has no row. `description` holds the log's own attributes.

    Raises
    ------
    InputError
        When the file is not well-formed, has a document type, is not an XES log, holds no event, or a number
        or flag that is none.
    """
    log = _Log(path.name)
    with Bounded(path, limit, progress) as file, _sentences(path, log.parser):
        for block, last in _blocks(file):
            log.parser.Parse(block, last)
            if most is not None and log.events >= most:
                break
    return log.table()


def _blocks(file: Bounded) -> Iterator[tuple[bytes | str, bool]]:
    """The file's blocks and whether each is the last; text where expat does not know the encoding."""
    block = file.read(_BLOCK)
    declared = _DECLARED.match(block)
    codec = declared[1].decode("ascii").lower() if declared else "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8" if codec in _KNOWN_TO_EXPAT else codec)("strict")
    while block:
        yield (block if codec in _KNOWN_TO_EXPAT else decoder.decode(block)), False
        block = file.read(_BLOCK)
    yield b"", True


@contextmanager
def _sentences(path: Path, parser: expat.XMLParserType) -> Iterator[None]:
    try:
        yield
    except expat.ExpatError as error:
        raise InputError(
            f"{path.name}, line {error.lineno}: the file must be whole, well-formed XML, but: "
            f"{expat.ErrorString(error.code)}."
        ) from error
    except KeyError as error:
        raise InputError(
            f"{path.name}, line {parser.CurrentLineNumber}: an XES attribute must have a key and a value, "
            f"but has no {error.args[0]!r}."
        ) from error
    except (LookupError, UnicodeError) as error:
        raise InputError(
            f"{path.name}: the XML must be in a known encoding, but: {one_line(error)}."
        ) from error


class _Log:
    """One pass over a file: where the parser stands, and what has been gathered.

    An attribute belongs to what it stands in: the event, the trace or the log; within another attribute its
    key follows that one's.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.events = 0
        self._of_log: dict[str, str] = {}
        self._of_trace: dict[str, str] | None = None
        self._holder = self._of_log
        self._keys: list[str] = []
        self._tags: list[str] = []
        self._rows, self._traces, self._trace_of_event = Rows(file), Rows(file), array("q")
        self._trace_count = self._nameless = 0
        self._activity_keys: tuple[str, ...] = ()

    def table(self) -> Table:
        """The events, each beside the attributes of its trace."""
        if not self.events and OURS not in self._of_log:
            raise InputError(f"{self._file}: a log must hold events, but this XES file has none.")
        self._end_trace()
        traces, columns = self._traces.columns(), self._rows.columns()
        place = np.frombuffer(self._trace_of_event, dtype=np.int64)
        beside = pa.array(place, mask=place < 0)
        # A log of ours keeps its frames in the traces, which are read from there; the events need no copy.
        for name in traces.column_names if OURS not in self._of_log else []:
            once = _once_per_value(traces.column(name))
            columns = columns.append_column(CASE + name, once.take(beside))
        return Table(
            self._file,
            columns,
            np.arange(1, self.events + 1, dtype=np.int64),
            unit="event",
            activity_keys=self._activity_keys,
            description=self._of_log,
            notes=self._notes(traces),
            traces=traces,
            trace_of=place,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _ATTRIBUTES:
            self._keys.append(attributes["key"])
            if len(self._keys) == 1:
                self._holder[attributes["key"]] = self._checked(tag, attributes)
            else:
                self._nest(tag, attributes)
        else:
            self._open(tag.rpartition(":")[2], attributes)

    def _nest(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._keys) > _DEEPEST:
            raise InputError(f"{self._file}: attributes must be nested at most {_DEEPEST} deep.")
        if "value" in attributes:
            self._holder["/".join(self._keys)] = self._checked(tag, attributes)

    def _checked(self, tag: str, attributes: dict[str, str]) -> str:
        """The value of an attribute, which must be of the kind its tag says, globals aside."""
        value, form = attributes["value"], VALUES.get(tag)
        if form is not None and not form.pattern.fullmatch(value.strip()) and "global" not in self._tags:
            raise InputError(
                f"{self._file}, line {self.parser.CurrentLineNumber}: attribute {attributes['key']!r:.60} "
                f"must be {form.said}, got {value!r:.60}."
            )
        return value

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._tags and tag != "log":
            raise InputError(f"{self._file}: an XES file must begin with <log>, but begins with <{tag}>.")
        self._tags.append(tag)
        match tag:
            case "event":
                self._holder = {}
            case "trace":
                self._of_trace = self._holder = {}
            case "global":
                self._holder = {}
            case "classifier":
                self._activity_keys = self._activity_keys or tuple(attributes.get("keys", "").split())
            case "list" | "container":
                self._keys.append(attributes["key"])
            case _ if tag in _ATTRIBUTES:
                self._tags.pop()
                self._start(tag, attributes)

    def _end(self, tag: str) -> None:
        if tag in _ATTRIBUTES:
            self._keys.pop()
        else:
            self._close(tag.rpartition(":")[2])

    def _close(self, tag: str) -> None:
        if tag in _ATTRIBUTES:
            self._keys.pop()
            return
        self._tags.pop()
        if tag in ("list", "container"):
            self._keys.pop()
        elif tag == "event":
            self._add_event()
        elif tag == "trace":
            self._end_trace()
        if tag in ("event", "trace", "global"):
            self._holder = self._of_log if self._of_trace is None else self._of_trace

    def _add_event(self) -> None:
        self.events += 1
        self._trace_of_event.append(-1 if self._of_trace is None else self._trace_count)
        self._rows.add(self._holder)

    def _end_trace(self) -> None:
        if self._of_trace is None:
            return
        self._trace_count += 1
        if not self._of_trace.get(NAME) and OURS not in self._of_log:
            self._of_trace[NAME] = f"trace {self._trace_count}"
            self._nameless += 1
        self._traces.add(self._of_trace)
        self._of_trace = None

    def _notes(self, traces: pa.Table) -> tuple[str, ...]:
        is_told = NAME in traces.column_names and OURS not in self._of_log
        return notes_on_names(traces.column(NAME), self._nameless) if is_told else ()

    def _refuse_doctype(self, name: str, *_: Any) -> None:
        raise InputError(
            f"{self._file}, line {self.parser.CurrentLineNumber}: a log must not define a document type "
            f"or entities, got <!DOCTYPE {name}>."
        )


def _once_per_value(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Store each value once: what is said of a trace is repeated for each of its events."""
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
