"""The time of promises about contacts, such as the reply to a complaint."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.coded import Rows
from domain.lateness.ability import Ability
from domain.lateness.cause import Cause
from domain.lateness.stretches import Stretches, waits

KEY = ["application", "kind", "at"]


def contact_stretches(
    log: EventLog, rows: Rows, begin: Micros, end: Micros
) -> tuple[npt.NDArray[np.bool_], Stretches]:
    """Lay out the time of deadlines that are about contacts.

    Parameters
    ----------
    rows : of the deadlines.
    begin, end : window of each, microseconds.

    Returns
    -------
    Of each deadline whether it is about a contact, and the stretches of those, by place among the rows: work
    from the start to the end of handling, before it a queue or a matter of the department's roster.
    """
    asked = log.deadlines.iloc[rows]
    stage = asked["stage"].astype("str")
    about = stage.isin(log.contacts["kind"].cat.categories).to_numpy()
    place = np.flatnonzero(about)
    found = _contacts_of(log, asked["application"].to_numpy()[place], stage.to_numpy()[place], begin[place])
    able = Ability.of_departments(log, found["department"])
    started = found["started"].to_numpy()
    known = started != UNKNOWN
    work = Stretches.alike(place[known], started[known], found["handled"].to_numpy()[known], Cause.WORK)
    in_desk = able.kind >= 0
    waiting = waits(able, able.kind[in_desk], place[in_desk], begin[place][in_desk], end[place][in_desk])
    own = Stretches.joined([work, *waiting])
    return about, _cut(own, begin, end)


def _contacts_of(
    log: EventLog, application: npt.NDArray[np.int32], kind: npt.NDArray[np.object_], at: Micros
) -> pd.DataFrame:
    """The contact each deadline was set by: department, started, handled (UNKNOWN where not known)."""
    contacts = pd.DataFrame(
        {
            "application": log.contacts["application"].to_numpy(),
            "kind": log.contacts["kind"].astype("str").to_numpy(),
            "at": micros_of(log.contacts["received_at"]),
            "department": log.contacts["department"].astype("str").to_numpy(),
            "started": micros_of(log.contacts["started_at"]),
            "handled": or_never(micros_of(log.contacts["handled_at"])),
        }
    ).drop_duplicates(KEY)
    asked = pd.DataFrame({"application": application, "kind": kind, "at": at})
    joined = asked.merge(contacts, on=KEY, how="left")
    return joined.assign(
        started=joined["started"].astype("Int64").fillna(int(UNKNOWN)).to_numpy(np.int64),
        handled=joined["handled"].astype("Int64").fillna(int(UNKNOWN)).to_numpy(np.int64),
    )


def _cut(own: Stretches, begin: Micros, end: Micros) -> Stretches:
    start, stop = np.maximum(own.start, begin[own.owner]), np.minimum(own.end, end[own.owner])
    return Stretches(own.owner, start, stop, own.kind)
