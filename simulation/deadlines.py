"""The deadlines of a simulated log: each promise applied to each application it is for."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.due import due_at
from domain.instants import UNKNOWN, Micros, micros_of
from domain.moment import APPLICATION, CONTACT, STAGE, Moment
from domain.service_level import ServiceLevel
from domain.terms import Terms

Frames = Mapping[str, pd.DataFrame]
Ints = NDArray[np.int64]
NOBODYS = -1


class Moments(NamedTuple):
    """Occurrences of a moment: columns of equal length.

    Parameters
    ----------
    item : row of the visit or contact; -1 for none.
    """

    application: Ints
    item: Ints
    at: Micros

    def take(self, rows: Ints) -> "Moments":
        """Some of them."""
        return Moments(*(column[rows] for column in self))


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
    made = _moments(start, frames)
    if not _made_anew(start):
        made = _first_of_each(made)
    concerned = level.applies_to.mask(frames["applications"])[made.application]
    made = made.take(np.flatnonzero(concerned))
    set_at = _instants(made.at)
    return pd.DataFrame(
        {
            "application": made.application,
            "service_level": level.name,
            "stage": _stages(made, level, frames),
            "set_at": set_at,
            "due_at": due_at(level, set_at, terms.calendar),
            "met_at": _instants(_met(made, start, _moments(end, frames), end)),
        }
    )


def _made_anew(start: Moment) -> bool:
    """Whether each visit or contact makes the promise."""
    return start.of_contact or start.subject == STAGE


def _moments(moment: Moment, frames: Frames) -> Moments:
    """Every occurrence of a moment."""
    name = _frame(moment)
    at = micros_of(frames[name][f"{moment.happening}_at"])
    if moment.subject == APPLICATION:
        every = np.arange(len(at))
        found = Moments(every, np.full(len(at), NOBODYS), at)
    else:
        owner = frames[name]["application"].to_numpy(np.int64)
        found = Moments(owner, np.arange(len(at)), at)
    return found.take(np.flatnonzero((found.at != UNKNOWN) & _spoken_of(moment, frames[name])))


def _frame(moment: Moment) -> str:
    if moment.of_contact:
        return "contacts"
    return "applications" if moment.subject == APPLICATION else "visits"


def _spoken_of(moment: Moment, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Which visits or contacts a moment speaks of."""
    if moment.subject in (APPLICATION, CONTACT, STAGE):
        return np.ones(len(rows), dtype=bool)
    return np.asarray(rows["kind" if moment.of_contact else "stage"] == moment.subject)


def _first_of_each(moments: Moments) -> Moments:
    """The first of each application."""
    order = np.lexsort((moments.at, moments.application))
    _, first = np.unique(moments.application[order], return_index=True)
    return moments.take(order[first])


def _stages(made: Moments, level: ServiceLevel, frames: Frames) -> "NDArray[np.object_] | str | None":
    """The name of the visit or contact that set each; else the stage that keeps the promise, if it is one."""
    start, end = level.limit.start, level.limit.end
    if not _made_anew(start):
        return None if end.subject == APPLICATION else end.subject
    names = frames[_frame(start)]["kind" if start.of_contact else "stage"]
    return np.asarray(names.array.take(made.item), dtype=object)


def _met(made: Moments, start: Moment, met: Moments, end: Moment) -> Micros:
    """The first moment after each of the same visit or contact, or else of its application."""
    of_item = _made_anew(start) and end.subject == start.subject
    owner, owners = (made.item, met.item) if of_item else (made.application, met.application)
    place = _places_of_next(owner, made.at, owners, met.at)
    return np.append(met.at, UNKNOWN)[place]


def _places_of_next(owner: Ints, after: Micros, owners: Ints, at: Micros) -> Ints:
    """Place of the first of an owner's moments at or after an instant, for each owner; -1 for none."""
    order = np.lexsort((at, owners))
    instants = np.unique(at)
    # One number tells owner and instant; microseconds themselves would leave no room for the owner.
    keys = owners[order] * (len(instants) + 1) + np.searchsorted(instants, at[order])
    wanted = owner * (len(instants) + 1) + np.searchsorted(instants, after)
    found = np.searchsorted(keys, wanted)
    theirs = np.append(owners[order], NOBODYS)[found] == owner
    return np.where(theirs, np.append(order, NOBODYS)[found], NOBODYS)


def _instants(micros: Micros) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(micros.view("M8[us]"), tz="UTC")
