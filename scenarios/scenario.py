"""A scenario: everything a run depends on beside its seed."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from domain.errors import InputError, must
from domain.kpi.period import Period
from domain.procedure import Procedure
from domain.terms import Terms
from scenarios.consistency import problems
from scenarios.contacts import Contacts
from scenarios.coordination import COORDINATION, Coordination
from scenarios.demand import Demand
from scenarios.dispatching import Dispatch, Dispatching
from scenarios.equipment import Equipment
from scenarios.experience import Experience
from scenarios.flow import procedure_of
from scenarios.geography import Region, Terrain
from scenarios.horizon import Horizon
from scenarios.lever import Lever, pull
from scenarios.messages import at_most, explain
from scenarios.part import Name, Part, Switch, Text, Weight, Words
from scenarios.prior import Prior
from scenarios.promise import Promise
from scenarios.roster import Roster
from scenarios.routing import Route, routes_of
from scenarios.satisfaction import Satisfaction
from scenarios.slips import slips
from scenarios.stage import Stage
from scenarios.track import Track
from scenarios.variation import Days, difference
from scenarios.weather import Weather
from scenarios.workforce import Workforce


class Scenario(Part):
    """Demand, procedures, workforce, levers, promises and horizon, with a name and a why.

    Parameters
    ----------
    name, title, why : what it is called, in code and in words, and what it is for.
    horizon : the days it covers.
    demand : who applies, by stream and region.
    terrains, regions : where.
    tracks : kinds of flow, each with its procedure.
    routing : which track an application takes: the first line that fits; a single track needs none.
    stages : what happens at each stage, unless a track says otherwise.
    rosters : shifts by name; `calendar` names the one by which promises in working time are counted.
    workforce : desks and crews.
    experience : how crews that are novices differ from others.
    equipment : skill -> what the crews that have it work with, where that may fail.
    weather : what keeps crews that fly on the ground by day; absent: nothing does.
    mechanisms : what each lever changes; a lever that is not here does not exist.
    levers : which are on.
    contacts : customers who call while they wait; absent: nobody does.
    coordination : how stuck work is found and decided on; absent: nobody looks.
    satisfaction : surveys after every stage; absent: nobody asks.
    service_levels : promises.
    dispatch, dispatching : rule by which waiting work is taken, and what the rules go by.
    prices : CNY per hour, by department, skill or "travel_hour".
    sources : path -> where the figures below it come from; "illustrative: because ..." where nobody measured
        them.
    priors : how far figures may lie from what is said here, by what they have in common.
    """

    name: Name
    title: Words
    why: Text
    horizon: Horizon
    demand: Demand
    terrains: Annotated[dict[Name, Terrain], Field(min_length=1)]
    regions: Annotated[dict[Name, Region], Field(min_length=1)]
    tracks: Annotated[dict[Name, Track], Field(min_length=1)]
    routing: tuple[Route, ...] = ()
    stages: Annotated[dict[Name, Stage], Field(min_length=1)]
    rosters: dict[Name, Roster]
    calendar: Name
    workforce: Workforce
    experience: Experience = Experience()
    equipment: dict[Name, Equipment] = Field(default_factory=dict)
    weather: Weather | None = None
    mechanisms: dict[Name, Lever] = Field(default_factory=dict)
    levers: dict[Name, Switch] = Field(default_factory=dict)
    contacts: Contacts | None = None
    coordination: Coordination | None = None
    satisfaction: Satisfaction | None = None
    service_levels: dict[Name, Promise] = Field(default_factory=dict)
    dispatch: Dispatch = "fifo"
    dispatching: Dispatching = Dispatching()
    prices: dict[Name, Weight] = Field(default_factory=dict)
    sources: dict[Name, Text] = Field(default_factory=dict)
    priors: dict[Name, Prior] = Field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], where: str | None = None) -> Self:
        """Validate plain data.

        Parameters
        ----------
        where : subject of a message; "Scenario '<name>'" where absent.

        Raises
        ------
        InputError : a line for each problem: the path, the rule and what came.
        """
        subject = where or f"Scenario {data.get('name')!r}"
        scenario = cls._validated(data, subject)
        found = slips(scenario, scenario._each_lever_pulled(subject), subject)
        must(not found, at_most(found, subject))
        return scenario._whose_levers_go_together(subject)

    def _whose_levers_go_together(self, subject: str) -> Self:
        if sum(self.levers.values()) > 1:
            self._with(pull(self, self._levers_on), f"{subject}, levers pulled")
        return self

    def _each_lever_pulled(self, subject: str) -> dict[str, Self]:
        """The scenario with one lever at a time, on or off: a slip must not wait until somebody pulls it."""
        return {
            lever: self._with(pull(self, {lever}), f"{subject}, lever {lever!r} pulled")
            for lever in self.mechanisms
        }

    def _with(self, changed: Mapping[str, Any], subject: str) -> Self:
        """The scenario with plain data in place of some parts; the others were validated with it."""
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        return self._validated({**parts, **changed}, subject)

    @classmethod
    def _validated(cls, data: Mapping[str, Any], subject: str) -> Self:
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise InputError(explain(error, data, subject)) from error

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        found = problems(self)
        if found:
            raise InputError("\n".join(found))
        return self

    @cached_property
    def in_force(self) -> Self:
        """The scenario a run obeys: levers that are on carried out."""
        return self._with(pull(self, self._levers_on), f"Scenario {self.name!r}, levers pulled")

    def vary(
        self,
        *,
        name: str | None = None,
        crews: Mapping[tuple[str, str] | str, int] | None = None,
        desks: Mapping[str, int] | None = None,
        demand_scale: float | None = None,
        levers: Mapping[str, bool] | None = None,
        dispatch: str | None = None,
        days: int | None = None,
        promises: Mapping[str, float] | None = None,
        away: Mapping[str, Days] | None = None,
    ) -> "Scenario":
        """A copy that differs in what is given; the same customers come to both.

        Parameters
        ----------
        crews : number of crews by name of the group, or by (region, skill) where one group there has the
            skill.
        desks : people per shift by department.
        demand_scale : factor on all streams, from 0.
        days : days measured.
        promises : amount of each service level's limit, in the limit's own unit.
        away : days measured on which no crew of a group is on duty.

        Raises
        ------
        InputError : an unknown group, lever, department, rule or service level, or a value out of range.
        """
        changed = difference(
            self,
            name,
            crews or {},
            desks or {},
            demand_scale,
            levers or {},
            dispatch,
            days,
            promises or {},
            away or {},
        )
        # No slip of the pen is looked for again: a variation brings numbers and no words of its own.
        subject = f"Variation of scenario {self.name!r}"
        return self._with(changed, subject)._whose_levers_go_together(subject)

    def measured_after(self, days: int) -> "Scenario":
        """The same runs, of which the first days are warm-up and the rest is measured."""
        changed = {"horizon": self.horizon.measured_after(days).model_dump()}
        return self._with(changed, f"Scenario {self.name!r}")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, unchecked, for which nothing is worked out yet: it may be other for what is updated."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in ("in_force", "procedures"):
            copied.__dict__.pop(worked_out, None)
        return copied

    @property
    def _levers_on(self) -> list[str]:
        return [lever for lever, on in self.levers.items() if on]

    @property
    def routes(self) -> Sequence[Route]:
        """The routing table in force."""
        return routes_of(self.routing, self.tracks)

    def stages_of(self, track: str) -> dict[str, Stage]:
        """What happens at each stage for a track."""
        return {**self.stages, **self.tracks[track].stages}

    def procedure(self, track: str) -> Procedure:
        """The process tree of a track."""
        return self.procedures[track]

    @cached_property
    def procedures(self) -> Mapping[str, Procedure]:
        """The process tree of each track."""
        return {
            name: procedure_of(name, track.procedure, self.stages_of(name))
            for name, track in self.tracks.items()
        }

    def visited(self, track: str) -> tuple[str, ...]:
        """Stages that applications of a track can visit, each once: of the procedure, then the follow-up."""
        follow_up = self.tracks[track].follow_up
        stages = self.procedures[track].stages()
        return stages if follow_up is None else tuple(dict.fromkeys((*stages, follow_up.stage)))

    def contact_desks(self, kinds: Sequence[str]) -> list[str]:
        """The department that handles each kind of contact; empty where none does."""
        of_customers = self.contacts.desk if self.contacts else ""
        of_cases = self.coordination.desk if self.coordination else ""
        return [of_cases if kind == COORDINATION else of_customers for kind in kinds]

    def period(self) -> Period:
        """The days that are measured: after the warm-up."""
        return self.horizon.measured

    def terms(self) -> Terms:
        """Promises, prices and working time under which a run is judged."""
        zone = self.horizon.time_zone
        calendar = self.rosters[self.calendar].calendar(self.calendar, zone)
        levels = tuple(promise.service_level(name) for name, promise in self.service_levels.items())
        return Terms(calendar, levels, dict(self.prices))
