"""Who works: desks of departments and crews of regions, each with its roster."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.errors import InputError
from scenarios.help import Help
from scenarios.part import Latitude, Longitude, Name, Part, Share, Size, Switch


class Desk(Part):
    """The people of a department who work on papers and calls, one application each at a time.

    Parameters
    ----------
    size : people on duty in each shift.
    roster : a key of the scenario's `rosters`.
    absence : share of its days of duty on which a person does not come; the workforce's where absent.
    """

    size: Size
    roster: Name
    absence: Share | None = None


class CrewGroup(Part):
    """Crews of one region with the same skills and roster.

    Parameters
    ----------
    name : of the group; its crews are called name-1, name-2, ...
    region : where they work, a key of `regions`.
    skills : what they can do; a crew takes the most pressing work among all its skills.
    size : number of crews.
    department : they belong to.
    latitude, longitude : of their depot; the region's centre where absent.
    absence : share of its days of duty on which a crew does not come; the workforce's where absent.
    novices : share of its crews that are inexperienced; the workforce's where absent.
    flies : its crews work only between sunrise and sunset, and in weather in which one flies.
    """

    name: Name
    region: Name
    skills: Annotated[tuple[Name, ...], Field(min_length=1)]
    size: Size
    roster: Name
    department: Name
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    absence: Share | None = None
    novices: Share | None = None
    flies: Switch = False


class Workforce(Part):
    """All desks, by department, and all groups of crews.

    Parameters
    ----------
    absence : share of the days of duty on which somebody does not come, where their desk or group says
        nothing; it is announced before the shift.
    novices : share of crews that are inexperienced, where their group says nothing; see `experience`.
    help : when idle crews work in other regions; absent: never.
    """

    desks: dict[Name, Desk] = Field(default_factory=dict)
    crews: tuple[CrewGroup, ...] = ()
    absence: Share = 0.0
    novices: Share = 0.0
    help: Help | None = None

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Workforce":
        names = [group.name for group in self.crews]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"crews must have names of their own, got {name!r} twice")
        return self
