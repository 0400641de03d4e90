"""Work in progress as a step function: how many stand at an instant, and how it is sampled for a chart."""

import numpy as np
import pandas as pd

from domain.instants import Micros
from domain.kpi.coded import Codes
from domain.kpi.dimensions import Unit
from domain.kpi.interval import Counts
from domain.kpi.measures import Measures
from domain.kpi.period import chart_bins
from domain.kpi.question import Question

BETWEEN = ""
"""Name of no stage: open applications of which no visit is open."""


def work_in_progress(measures: Measures, question: Question, freq: str, by: str = "stage") -> pd.DataFrame:
    """Sample the open work at the edges of hours, days, weeks or months.

    Parameters
    ----------
    by : a dimension of visits, or of applications.

    Returns
    -------
    start (instant), the dimension, open (at that instant): one row for each instant and value that occurs in
    the period. By stage an application in two of them counts in both, and "" stands for open applications in
    none.
    """
    instants = sample_instants(measures, question, freq)
    names, counts = _by_dimension(measures, instants, by)
    if by == "stage":
        names, counts = (*names, BETWEEN), np.column_stack([counts, _between(measures, instants)])
    held = np.flatnonzero(counts.any(axis=0))
    return _long(instants, by, [names[i] for i in held], counts[:, held])


def flow(measures: Measures, question: Question, freq: str) -> pd.DataFrame:
    """Count what came, went and stood in each hour, day, week or month.

    Returns
    -------
    start (of the bin), submitted, finished, withdrawn (in the bin), open (at its last instant). In each row
    open = open before + submitted - finished - withdrawn.
    """
    edges = known_edges(measures, question, freq)
    cases = measures.cases
    counted = {
        name: _in_bins(measures, getattr(cases, name), edges)
        for name in ("submitted", "finished", "withdrawn")
    }
    rows = measures.rows(Unit.APPLICATIONS, cases.submitted < question.stop)
    standing = counts_at(edges[1:] - 1, cases.submitted[rows], cases.ended[rows])
    return pd.DataFrame({"start": as_instants(edges[:-1]), **counted, "open": standing})


def counts_at(
    instants: Micros, starts: Micros, ends: Micros, codes: Codes | None = None, size: int = 1
) -> Counts:
    """Count the stretches [start, end) that hold each instant.

    Parameters
    ----------
    instants : sorted.
    codes : group of each stretch, from 0 to size - 1.

    Returns
    -------
    Shape (instants,), or (instants, size) where codes are given.
    """
    codes = np.zeros(starts.size, dtype=np.int32) if codes is None else codes
    real = ends > starts
    change = _entries(instants, starts[real], codes[real], size) - _entries(
        instants, ends[real], codes[real], size
    )
    counts = np.cumsum(change, axis=0)[: instants.size]
    return np.asarray(counts[:, 0] if size == 1 else counts)


def known_edges(measures: Measures, question: Question, freq: str) -> Micros:
    """Edges of the bins of a period up to now; a single edge where none of it has come yet."""
    edges = chart_bins(question.period, freq, measures.log.time_zone)
    if question.stop == question.start:
        return edges[:1]
    inner = edges[1:-1]
    return np.concatenate([edges[:1], inner[inner < question.last], [question.stop]])


def sample_instants(measures: Measures, question: Question, freq: str) -> Micros:
    """Starts of the bins of a period up to now, and its last known instant."""
    edges = known_edges(measures, question, freq)
    return np.unique(np.concatenate([edges[:-1], [question.last]]))


def as_instants(micros: Micros) -> pd.DatetimeIndex:
    """Microseconds as instants in UTC."""
    return pd.DatetimeIndex(micros.view("M8[us]"), tz="UTC")


def _by_dimension(measures: Measures, instants: Micros, by: str) -> tuple[tuple[str, ...], Counts]:
    visits, cases = measures.visits, measures.cases
    own = measures.names[Unit.VISITS].get(by)
    unit = Unit.APPLICATIONS if own is None else Unit.VISITS
    coded = measures.names[Unit.APPLICATIONS][by] if own is None else own
    starts, ends = (cases.submitted, cases.ended) if own is None else (visits.enabled, visits.left)
    rows = measures.rows(unit, (starts <= instants[-1]) & (ends > instants[0]))
    counts = counts_at(instants, starts[rows], ends[rows], coded.codes[rows], len(coded.names))
    return coded.names, counts.reshape(instants.size, -1)


def _between(measures: Measures, instants: Micros) -> Counts:
    cases, present = measures.cases, measures.presence
    rows = measures.rows(Unit.APPLICATIONS, (cases.submitted <= instants[-1]) & (cases.ended > instants[0]))
    there = (present.start <= instants[-1]) & (present.end > instants[0])
    stretches = np.flatnonzero(there)
    owner = present.application[stretches]
    # A visit may be enabled before the submission was recorded; it stands in no stage of an open application
    # then.
    starts = np.maximum(present.start[stretches], cases.submitted[owner])
    kept = np.ones(owner.size, dtype=bool) if measures.keep is None else measures.keep[owner]
    busy = counts_at(instants, starts[kept], present.end[stretches][kept])
    return counts_at(instants, cases.submitted[rows], cases.ended[rows]) - busy


def _entries(instants: Micros, at: Micros, codes: Codes, size: int) -> Counts:
    """How many enter before or at each instant and after the one before; shape (instants + 1, size)."""
    place = np.searchsorted(instants, at, side="left")
    cells = np.bincount(place * size + codes, minlength=(instants.size + 1) * size)
    return cells.reshape(-1, size)


def _in_bins(measures: Measures, instants: Micros, edges: Micros) -> Counts:
    rows = measures.rows(Unit.APPLICATIONS, (instants >= edges[0]) & (instants < edges[-1]))
    place = np.searchsorted(edges, instants[rows], side="right") - 1
    return np.bincount(place, minlength=edges.size - 1)


def _long(instants: Micros, by: str, names: list[str], counts: Counts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "start": as_instants(np.repeat(instants, len(names))),
            by: np.tile(np.array(names, dtype=object), instants.size).astype("str"),
            "open": counts.ravel(),
        }
    )
