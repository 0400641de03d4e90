"""Start a run from a Backlog: the applications open at an instant, with what is known of them then.

The run keeps the scenario's horizon and clock, so that whoever applies after the instant applies in the run
from the beginning of the horizon, too; it only begins later, at the instant itself. The days measured begin
with the first whole day after it (`fitting`).

What is drawn anew is drawn given what has elapsed: the rest of work and holds, and the wish to withdraw, to
be called back or to move an appointment. What has happened stays as the log has it, promises among it.
Left out: contacts that nobody has handled yet (coordinators find again what is still stuck), answers to come
about visits that are over, and how far a crew had got that was called away on its road.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.errors import InputError, must, must_be_one_of
from domain.eventlog import EventLog
from domain.instants import DAY, MINUTE, UNKNOWN, micros_of
from scenarios.follow_up import FollowUp
from scenarios.scenario import Scenario
from simulation.arrivals import Block, Floats
from simulation.backlog_customers import Reopened, new_ones
from simulation.customers import Customers
from simulation.streams import Keys, keys_of, uniforms_each


def fitting(scenario: Scenario, backlog: EventLog) -> Scenario:
    """The scenario as it is measured if it starts from a backlog: from the first midnight on.

    Raises
    ------
    InputError : the backlog's instant lies outside the horizon, or leaves no whole day of it.
    """
    _must_fit(scenario, backlog.observed_until)
    start = scenario.horizon.covered.start
    before = ceil((int(micros_of(backlog.observed_until)) - int(micros_of(start))) / DAY)
    return scenario.measured_after(max(before, scenario.horizon.warm_up_days))


@dataclass(frozen=True, eq=False)
class Opening:
    """What a run begins with.

    Parameters
    ----------
    run : seed and replication.
    scenario : with its levers carried out.
    log : the applications of which something is still to come, as known at the beginning.
    whole : all that is known at the beginning, for where the crews are.
    """

    run: tuple[int, int]
    scenario: Scenario
    log: EventLog
    whole: EventLog

    def __len__(self) -> int:
        return len(self.log)

    @property
    def begin_minutes(self) -> float:
        """When the run begins, minutes after the start of the horizon."""
        return float((int(micros_of(self.log.observed_until)) - self.origin) / MINUTE)

    @property
    def origin(self) -> int:
        """Start of the horizon, microseconds since 1970."""
        return int(micros_of(self.scenario.horizon.covered.start))

    def minutes(self, instants: "pd.Series[pd.Timestamp]") -> Floats:
        """Instants as minutes of the run, before its start below 0; NaN where unknown."""
        micros = micros_of(instants)
        return np.where(micros == UNKNOWN, np.nan, (micros - self.origin) / MINUTE)

    def luck(self, number: int, *about: int | str) -> float:
        """A uniform number that belongs to an application, by its row in the log."""
        return float(uniforms_each(self._keys[number : number + 1], *about)[0])

    def without_past(self, blocks: Sequence[Block]) -> list[Block]:
        """Customers who apply after the run has begun."""
        return [new_ones(block, self.begin_minutes, frozenset(self._ids)) for block in blocks]

    def beside(self, customers: Customers) -> Reopened:
        """The customers of a track, those of the backlog among them."""
        mine = (self.log.applications["track"] == customers.track).to_numpy()
        known = self.log.applications[mine]
        places: Mapping[str, int] = {name: place for place, name in enumerate(self.scenario.regions)}
        region = np.array([places[name] for name in known["region"]], dtype=np.int64)
        submitted = self.minutes(known["submitted_at"])
        return Reopened(customers.track, customers.blocks, self._keys[mine], known, region, submitted)

    @cached_property
    def _ids(self) -> list[str]:
        return list(self.log.applications["application_id"])

    @cached_property
    def _keys(self) -> Keys:
        return keys_of(self._ids, *self.run, "backlog")


def opening_of(backlog: EventLog, scenario: Scenario, seed: int, replication: int) -> Opening:
    """What a run of a scenario begins with if it starts from a backlog.

    Parameters
    ----------
    backlog : a log as it was known at an instant: `log.as_of(instant)`.
    scenario : with its levers carried out.

    Raises
    ------
    InputError : the instant does not fit the horizon, or the scenario does not know a track, region, stage or
        outcome of an application.
    """
    _must_fit(scenario, backlog.observed_until)
    log = backlog.where(_goes_on(backlog, scenario))
    _must_know_applications(log.applications, scenario)
    _must_know_visits(log, scenario)
    return Opening((seed, replication), scenario, log, backlog)


def _must_fit(scenario: Scenario, at: pd.Timestamp) -> None:
    covered, zone = scenario.horizon.covered, scenario.horizon.time_zone
    must(
        covered.start <= at <= covered.end - pd.Timedelta(days=1),
        f"Backlog: its instant must lie within the horizon of scenario {scenario.name!r}, from "
        f"{covered.start:%Y-%m-%d} to a day before {covered.end:%Y-%m-%d}, "
        f"got {at.tz_convert(zone):%Y-%m-%d %H:%M}.",
    )


def _goes_on(backlog: EventLog, scenario: Scenario) -> NDArray[np.bool_]:
    """Which applications are open, or finished and not yet followed up."""
    applications = backlog.applications
    goes_on = (applications["finished_at"].isna() & applications["withdrawn_at"].isna()).to_numpy(copy=True)
    for name, track in scenario.tracks.items():
        if track.follow_up is not None:
            of_track = (applications["track"] == name).to_numpy()
            goes_on |= of_track & _is_to_be_followed_up(track.follow_up, backlog)
    return np.asarray(goes_on)


def _is_to_be_followed_up(follow_up: FollowUp, backlog: EventLog) -> NDArray[np.bool_]:
    """Finished so lately that it may still be due, or somebody is at it."""
    finished = backlog.applications["finished_at"]
    elapsed = (int(micros_of(backlog.observed_until)) - micros_of(finished)) / MINUTE
    may_be_due = follow_up.after.cdf(np.where(finished.isna(), np.inf, elapsed)) < 1
    visits = backlog.visits[backlog.visits["stage"] == follow_up.stage]
    of_open, of_all = (
        np.isin(np.arange(len(finished)), rows["application"])
        for rows in (visits[visits["completed_at"].isna()], visits)
    )
    return np.asarray(of_open | (may_be_due & ~of_all))


def _must_know_applications(applications: pd.DataFrame, scenario: Scenario) -> None:
    for one in applications.drop_duplicates(["track", "region"]).itertuples():
        where = f"of application {one.application_id!r}"
        must_be_one_of(one.track, scenario.tracks, f"Backlog: track {where}")
        must_be_one_of(one.region, scenario.regions, f"Backlog: region {where}")
    unknown = applications["submitted_at"].isna()
    if unknown.any():
        first = applications["application_id"][unknown].iloc[0]
        raise InputError(f"Backlog: application {first!r} must have an instant of submission, got none.")


def _must_know_visits(log: EventLog, scenario: Scenario) -> None:
    owner = log.applications.loc[log.visits["application"], ["application_id", "track"]]
    seen = owner.reset_index(drop=True).join(log.visits[["stage", "outcome"]].astype("str").fillna(""))
    for one in seen.drop_duplicates(["track", "stage", "outcome"]).itertuples():
        track, where = str(one.track), f"of application {one.application_id!r}"
        must_be_one_of(one.stage, scenario.visited(track), f"Backlog: stage {where}")
        if one.outcome:
            outcomes = scenario.stages_of(track)[str(one.stage)].outcomes
            must_be_one_of(one.outcome, outcomes, f"Backlog: outcome of stage {one.stage!r} {where}")
