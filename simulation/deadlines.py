"""The deadlines of a simulated log: each promise applied to each application it is for."""

import numpy as np
import pandas as pd

from domain.due import due_at
from domain.moment import APPLICATION, CONTACT, STAGE, Moment
from domain.service_level import ServiceLevel
from domain.terms import Terms


def deadlines(applications: pd.DataFrame, visits: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """Every deadline that was set, in the columns of the frame of that name.

    A promise runs from the first moment it names to the first one after that; one that runs from each stage
    visit is made anew at every visit, and kept by that visit or by what its application comes to. Contacts
    are not simulated, so promises about them set no deadline.
    """
    found = [_of(level, applications, visits, terms) for level in terms.service_levels]
    return pd.concat([pd.DataFrame(), *found], ignore_index=True)


def _of(level: ServiceLevel, applications: pd.DataFrame, visits: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    start, end = level.limit.start, level.limit.end
    if CONTACT in (start.subject, end.subject):
        return pd.DataFrame()
    set_at = _moments(start, applications, visits)
    met_at = _moments(end, applications, visits)
    if start.subject == STAGE:
        made = _per_visit(set_at, met_at, visits, "visit" if end.subject == STAGE else "application")
    else:
        stage = None if end.subject == APPLICATION else end.subject
        made = _per_application(set_at, met_at).assign(stage=stage)
    concerned = level.applies_to.mask(applications)[made["application"].to_numpy()]
    made = made.take(np.flatnonzero(concerned)).drop(columns="visit").reset_index(drop=True)
    return made.assign(service_level=level.name, due_at=due_at(level, made["set_at"], terms.calendar))


def _moments(moment: Moment, applications: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Every occurrence of a moment: application, visit (-1 for none), at."""
    column = f"{moment.happening}_at"
    if moment.subject == APPLICATION:
        found = pd.DataFrame(
            {"application": range(len(applications)), "visit": -1, "at": applications[column]}
        )
    else:
        chosen = visits if moment.subject == STAGE else visits[visits["stage"] == moment.subject]
        found = pd.DataFrame(
            {"application": chosen["application"], "visit": chosen.index, "at": chosen[column]}
        )
    return found.dropna(subset=["at"])


def _per_application(set_at: pd.DataFrame, met_at: pd.DataFrame) -> pd.DataFrame:
    """From the first moment that sets it to the first one after that."""
    return _met(set_at.sort_values("at").drop_duplicates("application"), met_at, "application")


def _per_visit(set_at: pd.DataFrame, met_at: pd.DataFrame, visits: pd.DataFrame, by: str) -> pd.DataFrame:
    made = _met(set_at, met_at, by)
    return made.assign(stage=visits["stage"].astype("str").to_numpy()[made["visit"].to_numpy()])


def _met(set_at: pd.DataFrame, met_at: pd.DataFrame, by: str) -> pd.DataFrame:
    """What is set, with the first moment after it of the same application or visit, if there is one."""
    sets = set_at.rename(columns={"at": "set_at"})
    meets = met_at[[by, "at"]].rename(columns={"at": "met_at"})
    made = sets.merge(meets, on=by, how="left")
    made["met_at"] = made["met_at"].where(made["met_at"] >= made["set_at"])
    return made.sort_values(["application", "visit", "met_at"]).drop_duplicates(["application", "visit"])
