"""Work that waits for somebody to begin, by stage, at any set of instants."""

import numpy as np
import pandas as pd

from domain.instants import Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.presence import Presence, presence
from domain.kpi.spells import customer_spells
from domain.kpi.standing import as_instants, counts_at


def waiting(measures: Measures, instants: pd.DatetimeIndex) -> pd.DataFrame:
    """Count the visits that wait: enabled, not begun by anybody, and not at the customer's turn.

    Parameters
    ----------
    instants : sorted, with a time zone.

    Returns
    -------
    start (the instant), stage, waiting: a row for each instant and stage that was ever visited. Of an
    application that ended nothing waits.
    """
    visits, stage = measures.visits, measures.stage
    begun = or_never(micros_of(measures.log.visits["started_at"]))
    until = np.maximum(np.minimum(begun, visits.left), visits.enabled)
    at, size = micros_of(instants), len(stage.names)
    rows = measures.rows(Unit.VISITS, until > visits.enabled)
    turns = _customers_turns(measures, visits.enabled, until, rows)
    counts = counts_at(at, visits.enabled[rows], until[rows], stage.codes[rows], size)
    counts = counts - counts_at(at, turns.start, turns.end, stage.codes[turns.application], size)
    return pd.DataFrame(
        {
            "start": np.repeat(as_instants(at), len(stage.known)),
            "stage": np.tile(np.array(stage.known, dtype=object), at.size).astype("str"),
            "waiting": counts.reshape(at.size, -1)[:, : len(stage.known)].ravel(),
        }
    )


def _customers_turns(measures: Measures, enabled: Micros, until: Micros, rows: Rows) -> Presence:
    """The customer's turns in some visits while nobody had begun; those that overlap are joined."""
    turns = customer_spells(measures.log)
    turns = turns.where(np.isin(turns.visit, rows))
    start = np.maximum(turns.start, enabled[turns.visit])
    end = np.minimum(turns.end, until[turns.visit])
    return presence(turns.visit.astype(np.int32), start, end)
