"""The deadlines of a simulated log: each promise applied to each application it is for."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.due import due_at
from domain.instants import micros_of
from domain.moment import APPLICATION, CONTACT, STAGE, Moment
from domain.service_level import ServiceLevel
from domain.terms import Terms

Frames = Mapping[str, pd.DataFrame]
Ints = NDArray[np.int64]
NOBODYS = -1


def deadlines(frames: Frames, terms: Terms) -> pd.DataFrame:
    """Every deadline that was set, in the columns of the frame of that name.

    A promise runs from the first moment it names to the first one after that. One that runs from each stage
    visit or from a contact is made anew at every one, and kept by that one or by what its application comes
    to; as its stage a contact's deadline has the kind of the contact.

    Parameters
    ----------
    frames : applications, visits and contacts.
    """
    found = [_of(level, frames, terms) for level in terms.service_levels]
    return pd.concat([pd.DataFrame(), *found], ignore_index=True)


def _of(level: ServiceLevel, frames: Frames, terms: Terms) -> pd.DataFrame:
    start, end = level.limit.start, level.limit.end
    set_at, met_at = _moments(start, frames), _moments(end, frames)
    if start.of_contact:
        made = _per_item(set_at, met_at, frames["contacts"]["kind"], start, end)
    elif start.subject == STAGE:
        made = _per_item(set_at, met_at, frames["visits"]["stage"], start, end)
    else:
        stage = None if end.subject == APPLICATION else end.subject
        made = _per_application(set_at, met_at).assign(stage=stage)
    concerned = level.applies_to.mask(frames["applications"])[made["application"].to_numpy()]
    made = made.take(np.flatnonzero(concerned)).drop(columns="item").reset_index(drop=True)
    return made.assign(service_level=level.name, due_at=due_at(level, made["set_at"], terms.calendar))


def _moments(moment: Moment, frames: Frames) -> pd.DataFrame:
    """Every occurrence of a moment: application, item (row of the visit or contact, -1 for none), at."""
    column = f"{moment.happening}_at"
    if moment.subject == APPLICATION:
        at = frames["applications"][column]
        found = pd.DataFrame({"application": range(len(at)), "item": -1, "at": at})
    else:
        chosen = _chosen(moment, frames)
        found = pd.DataFrame(
            {"application": chosen["application"], "item": chosen.index, "at": chosen[column]}
        )
    return found.dropna(subset=["at"])


def _chosen(moment: Moment, frames: Frames) -> pd.DataFrame:
    """The visits or contacts that a moment speaks of."""
    name, kind = ("contacts", "kind") if moment.of_contact else ("visits", "stage")
    rows = frames[name]
    if moment.subject in (CONTACT, STAGE):
        return rows
    return rows.take(np.flatnonzero(rows[kind] == moment.subject))


def _per_application(set_at: pd.DataFrame, met_at: pd.DataFrame) -> pd.DataFrame:
    """From the first moment that sets it to the first one after that."""
    return _met(set_at.sort_values("at").drop_duplicates("application"), met_at, "application")


def _per_item(
    set_at: pd.DataFrame, met_at: pd.DataFrame, names: "pd.Series[str]", start: Moment, end: Moment
) -> pd.DataFrame:
    """From each visit or contact; its name stands as the stage."""
    made = _met(set_at, met_at, "item" if end.subject == start.subject else "application")
    return made.assign(stage=names.astype("str").to_numpy()[made["item"].to_numpy()])


def _met(set_at: pd.DataFrame, met_at: pd.DataFrame, by: str) -> pd.DataFrame:
    """What is set, with the first moment after it of the same application or item, if there is one."""
    made = set_at.rename(columns={"at": "set_at"})
    place = _places_of_next(made[by].to_numpy(), made["set_at"], met_at[by].to_numpy(), met_at["at"])
    return made.assign(met_at=met_at["at"].array.take(place, allow_fill=True))


def _places_of_next(
    owner: Ints, after: "pd.Series[pd.Timestamp]", owners: Ints, at: "pd.Series[pd.Timestamp]"
) -> Ints:
    """Place of the first of an owner's moments at or after an instant, for each owner; -1 for none."""
    moments = micros_of(at)
    order = np.lexsort((moments, owners))
    instants = np.unique(moments)
    # One number tells owner and instant; microseconds themselves would leave no room for the owner.
    keys = owners[order] * (len(instants) + 1) + np.searchsorted(instants, moments[order])
    wanted = owner * (len(instants) + 1) + np.searchsorted(instants, micros_of(after))
    found = np.searchsorted(keys, wanted)
    theirs = np.append(owners[order], NOBODYS)[found] == owner
    return np.where(theirs, np.append(order, NOBODYS)[found], NOBODYS)
