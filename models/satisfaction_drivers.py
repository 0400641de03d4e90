"""Drivers of satisfaction: what a log shows each customer to have lived through by the end of a visit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import HOUR, Micros, micros_of
from domain.kpi import Measures
from domain.kpi.case_columns import or_never
from domain.kpi.spells import NEVER
from scenarios.coordination import COORDINATION

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
ONLINE, DRONE = "online", "drone"
"""A channel and a skill whose names contain these words count as online and as flying."""


class Factor(StrEnum):
    """The paper's three factors of satisfaction."""

    EFFICIENCY = "efficiency"
    QUALITY = "quality"
    TECHNOLOGY = "technology"


@dataclass(frozen=True)
class Driver:
    """One thing lived through.

    Attributes
    ----------
    switch : whether it is there or not; otherwise an amount, whose unit is the step its effect is told for.
    """

    factor: Factor
    switch: bool
    of: Callable[[Measures], Floats]


def lived_through(measures: Measures) -> pd.DataFrame:
    """Work out every driver for every visit of a log, as known when the visit was completed.

    Returns
    -------
    A row per visit in the order of the log, a column per driver of `DRIVERS`; what an open visit has means
    nothing, and waiting is NaN where the log does not tell it.
    """
    return pd.DataFrame({name: driver.of(measures) for name, driver in DRIVERS.items()})


def _waiting(measures: Measures) -> Floats:
    """Doublings of 1 + the hours in which nobody worked, was on the way or was waited for."""
    times = measures.visits.times
    return np.asarray(np.where(times.recorded, np.log2(1 + times.waiting / HOUR), np.nan))


def _late(measures: Measures) -> Floats:
    promises = measures.deadlines
    missed = promises.met > promises.due
    return _happened(measures, promises.application[missed], promises.due[missed])


def _rework(measures: Measures) -> Floats:
    return (~measures.visits.first).astype(np.float64)


def _appointment(measures: Measures) -> Floats:
    return _settled(measures, "missed", "moved")


def _broken(measures: Measures) -> Floats:
    return _settled(measures, "broken")


def _settled(measures: Measures, *outcomes: str) -> Floats:
    booked = measures.appointments
    so = measures.log.appointments["outcome"].isin(outcomes).to_numpy()
    return _happened(measures, booked.application[so], booked.settled[so])


def _called(measures: Measures) -> Floats:
    calls = _calls(measures.log)
    return _happened(measures, calls["application"].to_numpy(), or_never(micros_of(calls["received_at"])))


def _unanswered(measures: Measures) -> Floats:
    calls = _calls(measures.log)
    owner = calls["application"].to_numpy()
    received, handled = (or_never(micros_of(calls[name])) for name in ("received_at", "handled_at"))
    return (_count(measures, owner, received) > _count(measures, owner, handled)).astype(np.float64)


def _calls(log: EventLog) -> pd.DataFrame:
    """Enquiries and complaints about an application; not the cases that coordinators take up themselves."""
    calls = log.contacts
    return calls[(calls["kind"] != COORDINATION).to_numpy() & (calls["application"] >= 0).to_numpy()]


def _online(measures: Measures) -> Floats:
    channel = measures.log.applications["channel"].astype("str").str.contains(ONLINE, case=False, na=False)
    return np.asarray(channel, dtype=np.float64)[measures.visits.application]


def _drone(measures: Measures) -> Floats:
    duty = measures.log.duty
    flies = duty["skill"].astype("str").str.contains(DRONE, case=False, na=False)
    crews = duty["resource"].astype("str")[flies].unique()
    return np.asarray(measures.log.visits["resource"].astype("str").isin(crews), dtype=np.float64)


def _happened(measures: Measures, owner: npt.NDArray[np.integer], at: Micros) -> Floats:
    return (_count(measures, owner, at) > 0).astype(np.float64)


def _count(measures: Measures, owner: npt.NDArray[np.integer], at: Micros) -> npt.NDArray[np.int64]:
    """How many things of its application had happened by the end of each visit."""
    visits = measures.visits
    known = (at < NEVER) & (owner >= 0)
    things = pd.DataFrame({"owner": owner[known].astype(np.int64), "at": at[known]}).sort_values("at")
    things["count"] = things.groupby("owner").cumcount() + 1
    ends = pd.DataFrame({"owner": visits.application.astype(np.int64), "at": visits.completed})
    ends = ends.reset_index(names="visit").sort_values("at")
    found = pd.merge_asof(ends, things, on="at", by="owner").sort_values("visit")
    return found["count"].fillna(0).to_numpy(np.int64)


DRIVERS: Mapping[str, Driver] = {
    "waiting": Driver(Factor.EFFICIENCY, False, _waiting),
    "late": Driver(Factor.EFFICIENCY, True, _late),
    "rework": Driver(Factor.QUALITY, True, _rework),
    "appointment": Driver(Factor.QUALITY, True, _appointment),
    "broken": Driver(Factor.QUALITY, True, _broken),
    "called": Driver(Factor.QUALITY, True, _called),
    "unanswered": Driver(Factor.QUALITY, True, _unanswered),
    "online": Driver(Factor.TECHNOLOGY, True, _online),
    "drone": Driver(Factor.TECHNOLOGY, True, _drone),
}
"""Waiting at the stage for each doubling of 1 + its hours; and whether by the end of the visit a promise had
been missed, the stage was done again, the customer had missed or moved an appointment, the company had broken
one, the customer had called, a call was unanswered; whether the customer applied online, and whether drones
did the work."""
