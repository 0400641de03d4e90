"""How instants and crews of a plan are said."""

import pandas as pd

from dashboard.words import formats, name, t
from domain.plan import Assignment
from workbench.crew_plan import Planned


def clock(at: pd.Timestamp, found: Planned) -> str:
    """An instant of a plan: the time of day, with the day where the plan has several."""
    ends = [shift.ends_at for crew in found.work.problem.crews for shift in crew.shifts]
    first, last = (one.tz_convert(found.work.zone).date() for one in (found.work.now, max(ends, default=at)))
    whole = formats.instant(at.round("s"), found.work.zone)
    return formats.time_of_day(at.round("s"), found.work.zone) if first == last else whole


def done(one: Assignment | None, found: Planned) -> str:
    """When who does a visit."""
    return t("Not planned") if one is None else f"{clock(one.starts_at, found)} · {name(one.crew)}"


def named(identifier: str) -> str:
    """The name of something that may be blank in a file."""
    return name(identifier) if identifier else formats.NONE
