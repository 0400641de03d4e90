"""Lateness as tables: of each deadline, of each application, and by cause and track."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.lateness.attribution import Lateness
from domain.lateness.cause import CAUSES

ALL = "all"


def of_deadlines(lateness: Lateness) -> pd.DataFrame:
    """Late deadlines, the latest first.

    Returns
    -------
    application_id, track, service_level, late_hours and for each cause its hours of these.
    """
    return _table(lateness, np.arange(lateness.rows.size))


def of_applications(lateness: Lateness) -> pd.DataFrame:
    """Late applications, the latest first, each by the promise of supply that was made to it first.

    A promise of supply is a deadline of the whole application; an application that broke only promises about
    stages is not in the table.

    Returns
    -------
    As `of_deadlines`.
    """
    measures = lateness.measures
    whole = np.flatnonzero(measures.deadlines.whole[lateness.rows])
    set_at = measures.log.deadlines["set_at"].to_numpy()[lateness.rows[whole]]
    owner = measures.deadlines.application[lateness.rows[whole]]
    order = np.lexsort((set_at, owner))
    first = order[np.diff(owner[order], prepend=-1) != 0]
    return _table(lateness, whole[first])


def by_cause(lateness: Lateness, by: str = "track") -> pd.DataFrame:
    """Hours beyond the limits by cause, for all and for each value of a dimension of applications.

    Returns
    -------
    The dimension ("all" for all together), cause, hours (their sum), share (of the sum over causes; NaN where
    it is 0) and n (late deadlines): one row for each value and cause, causes in the order of `CAUSES`.
    """
    names = lateness.measures.names[Unit.APPLICATIONS][by]
    codes = names.codes[lateness.measures.deadlines.application[lateness.rows]]
    groups = [(ALL, np.ones(codes.size, dtype=bool))]
    groups += [(names.names[code], codes == code) for code in np.unique(codes)]
    return pd.concat([_group(lateness, by, *group) for group in groups], ignore_index=True)


def causes_as_text(table: pd.DataFrame, by: str) -> list[str]:
    """The table of `by_cause` as lines to read in a terminal."""
    head = f"{by:<24}{'cause':<16}{'hours':>14}{'share':>8}{'n':>8}"
    return [head, *(_line(*row) for row in table.itertuples(index=False, name=None))]


def _line(value: str, cause: str, hours: float, share: float, n: int) -> str:
    told = "-" if np.isnan(share) else f"{share:.0%}"
    return f"{value:<24}{cause:<16}{hours:>14,.1f}{told:>8}{n:>8,}"


def _group(lateness: Lateness, by: str, value: str, mine: npt.NDArray[np.bool_]) -> pd.DataFrame:
    hours = lateness.parts[mine].sum(axis=0) / HOUR
    total = hours.sum()
    share = hours / total if total > 0 else np.full(hours.size, np.nan)
    return pd.DataFrame({by: value, "cause": CAUSES, "hours": hours, "share": share, "n": int(mine.sum())})


def _table(lateness: Lateness, places: Rows) -> pd.DataFrame:
    measures, rows = lateness.measures, lateness.rows[places]
    applications = measures.log.applications.iloc[measures.deadlines.application[rows]]
    columns = {
        "application_id": applications["application_id"].to_numpy(),
        "track": applications["track"].astype("str").to_numpy(),
        "service_level": measures.log.deadlines["service_level"].astype("str").to_numpy()[rows],
        "late_hours": lateness.late[places] / HOUR,
        **dict(zip(CAUSES, lateness.parts[places].T / HOUR, strict=True)),
    }
    found = pd.DataFrame(columns)
    return found.sort_values("late_hours", ascending=False, kind="stable", ignore_index=True)
