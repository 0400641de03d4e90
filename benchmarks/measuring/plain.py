"""Files of a twin run as other programs write them and as ours does, with a wanted number of events."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
import pandas as pd

from benchmarks.measuring.material import city_log, kept
from domain.eventlog import EventLog
from domain.io import write_log

INSTANTS = ["enabled_at", "started_at", "completed_at"]
"""An event in our own layouts is one of these instants of a visit, and one `<event>` of an XES file."""

SMALL = 2_000
"""Events of the files that readers warm up on."""


def plain_csv(events: int, quick: bool) -> Path:
    """CSV of case_id, activity, timestamp, resource, region: a row per completed visit, in order of time."""
    return kept(f"plain-{events}.csv", lambda path: _completed(quick, events).to_csv(path, index=False))


def plain_xes(events: int, quick: bool) -> Path:
    """XES with nothing but name, time, resource and lifecycle, an event per completed visit."""
    return kept(f"plain-{events}.xes", lambda path: _write_xes(_completed(quick, events), path))


def own_file(events: int, quick: bool, ending: str) -> Path:
    """The first applications of the run as the product writes them, with about so many instants of visits."""
    return kept(f"own-{events}.{ending}", lambda path: write_log(_first(quick, events), path))


def count_events(log: EventLog) -> int:
    """Instants of visits that a log tells."""
    return int(log.visits[INSTANTS].notna().to_numpy().sum())


def _completed(quick: bool, events: int) -> pd.DataFrame:
    """The first completed visits of the run, by application, in order of time."""
    log, _ = city_log(quick)
    visits = log.visits[log.visits["completed_at"].notna()].head(events)
    applications = log.applications.loc[visits["application"]]
    table = pd.DataFrame(
        {
            "case_id": applications["application_id"].to_numpy(),
            "activity": visits["stage"].to_numpy(),
            "timestamp": visits["completed_at"].dt.floor("s").array,
            "resource": visits["resource"].astype("str").fillna("automatic").to_numpy(),
            "region": applications["region"].to_numpy(),
        }
    )
    return table.sort_values("timestamp", kind="stable", ignore_index=True)


def _first(quick: bool, events: int) -> EventLog:
    """The first applications of the run that together have so many events."""
    log, _ = city_log(quick)
    told = log.visits[INSTANTS].notna().sum(axis=1).to_numpy()
    of_each = np.bincount(log.visits["application"], weights=told, minlength=len(log))
    return log.where(np.cumsum(of_each) - of_each < events)


def _write_xes(table: pd.DataFrame, path: Path) -> None:
    columns = ("case_id", "activity", "timestamp", "resource")
    told = table.sort_values("case_id", kind="stable")[list(columns)].astype("str")
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_document(told.itertuples(index=False)))


def _document(rows: Iterable[Any]) -> Iterator[str]:
    """The parts of an XES document of rows sorted by case."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'
    for case, events in groupby(rows, key=lambda row: row.case_id):
        yield f'<trace>\n<string key="concept:name" value={quoteattr(case)}/>\n'
        for event in events:
            yield _EVENT.format(
                activity=quoteattr(event.activity),
                instant=event.timestamp.replace(" ", "T"),
                resource=quoteattr(event.resource),
            )
        yield "</trace>\n"
    yield "</log>\n"


_EVENT = """<event>
<string key="concept:name" value={activity}/>
<date key="time:timestamp" value="{instant}"/>
<string key="org:resource" value={resource}/>
<string key="lifecycle:transition" value="complete"/>
</event>
"""
