"""Studies: a scenario run many times, and scenarios compared over the same customers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.bottleneck import bottleneck
from domain.errors import must
from domain.eventlog import EventLog
from domain.kpi import Measures, Period, figures
from domain.lateness import attribute, by_cause
from scenarios.scenario import Scenario
from simulation.backlog import fitting
from simulation.comparable import must_be_comparable
from simulation.comparison import PRIMARY, Comparison
from simulation.plan_following import Dispatcher
from simulation.pool import Stop, finished_tasks
from simulation.precision import Precision
from simulation.results import Replication, Study
from simulation.run import run
from simulation.series import hours_by_pool, waiting_by_stage
from simulation.warm_up import settled

Progress = Callable[[int, int], None]
DispatcherOf = Callable[[Scenario], Dispatcher]
"""Makes the dispatcher of a run, in whatever process that is: importable, or a picklable value."""

NO_DISPATCHERS: Mapping[str, DispatcherOf] = {}
HEADLINES = (
    "cycle_time_mean",
    "cycle_time_median",
    "cycle_time_p90",
    "on_time_rate",
    "throughput_per_day",
    "work_in_progress",
    "open_applications",
    "rework_rate",
    "appointment_kept_rate",
    "satisfaction_mean",
    "utilisation",
    "cost_per_application",
)
BY_TRACK = (
    "on_time_rate",
    "cycle_time_mean",
    "cycle_time_median",
    "cycle_time_p90",
    "throughput_per_day",
    "cost_per_application",
)
BY_STAGE = ("waiting_time", "working_time", "travel_time", "customer_time")
BY_PLACE = ("on_time_rate",)
BY_POOL = ("utilisation",)

Groups = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
"""Names of KPIs with the dimensions by which they are grouped."""
FIGURES: Groups = (
    (HEADLINES, ()),
    (BY_TRACK, ("track",)),
    (BY_STAGE, ("stage",)),
    (BY_PLACE, ("track", "region")),
    (("on_time_rate",), ("service_level",)),
    (BY_POOL, ("department", "region", "skill")),
)
"""KPIs of every replication, and by which dimensions they are grouped."""


def replicate(
    scenario: Scenario,
    replications: int,
    seed: int,
    workers: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
    backlog: EventLog | None = None,
) -> Study:
    """Run a scenario many times.

    Parameters
    ----------
    replications : at least 1; two are needed for an interval.
    workers : processes; their number changes the time taken and nothing else.
    progress : told (finished, planned) after each replication.
    stop : asked five times a second; True ends the study.
    backlog : what is open when every run begins, see `simulation.run.run`; measured from the first midnight
        after it. None to begin empty.

    Raises
    ------
    simulation.pool.StoppedError, simulation.pool.TaskError
        When stopped; when a replication failed.
    """
    scenarios = _beginning((scenario,), seed, workers, stop, backlog)
    for studies in _studies(scenarios, replications, seed, workers, stop, backlog=backlog):
        if progress is not None:
            progress(len(studies[0].replications), replications)
    return studies[0]


def replicate_to(
    scenario: Scenario,
    precision: Precision,
    seed: int,
    workers: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Study:
    """Run a scenario until its figures are as precise as asked, or the most replications are run.

    The looks are at fixed numbers of replications, so any number of workers gives the same study; see
    `replicate` for the other parameters and the errors.
    """
    scenarios = settled((scenario,), seed, workers, stop)
    study = Study(scenario.name, seed, 0, {})
    for planned in precision.looks():
        known = (dict(study.replications),)
        for (study,) in _studies(scenarios, planned, seed, workers, stop, known):
            if progress is not None:
                progress(len(study.replications), planned)
        if precision.met(study):
            break
    return study


def compare(comparisons: Iterable[Comparison], progress: Progress | None = None) -> Comparison:
    """Let a comparison grow to its end: `compare(growing(base, others, ...))`.

    Parameters
    ----------
    progress : told (finished, planned) after each run.
    """
    for comparison in comparisons:
        if progress is not None:
            progress(comparison.finished, comparison.planned)
    return comparison


def growing(
    base: Scenario,
    others: Sequence[Scenario],
    replications: int,
    seed: int,
    workers: int,
    primary: str = PRIMARY,
    stop: Stop | None = None,
    dispatchers: Mapping[str, DispatcherOf] = NO_DISPATCHERS,
    backlog: EventLog | None = None,
    more: Groups = (),
) -> Iterator[Comparison]:
    """Compare scenarios under the same seed, so that all meet the same customers; see `replicate`.

    Parameters
    ----------
    primary : name of the KPI the verdict is planned for; see `Comparison`.
    dispatchers : by name of a scenario, who plans there what crews do; the rule alone in the others.
    backlog : what is open when every run of every scenario begins; see `replicate`.
    more : figures asked for beyond `FIGURES`.

    Yields
    ------
    The comparison anew after each run of any scenario; the last one is complete.

    Raises
    ------
    InputError : two scenarios have one name, or cover different days; the backlog does not fit one of them.
    """
    must_be_comparable(base, others)
    scenarios = _beginning((base, *others), seed, workers, stop, backlog)
    runs = (replications, seed, workers, stop)
    for studies in _studies(scenarios, *runs, backlog=backlog, dispatchers=dispatchers, more=more):
        yield Comparison(studies[0], studies[1:], primary)


def _beginning(
    scenarios: Sequence[Scenario], seed: int, workers: int, stop: Stop | None, backlog: EventLog | None
) -> Sequence[Scenario]:
    """The scenarios, measured from where the way a run begins has no say any more."""
    if backlog is None:
        return settled(scenarios, seed, workers, stop)
    return [fitting(scenario, backlog) for scenario in scenarios]


@dataclass(frozen=True)
class Run:
    """One replication of one scenario, to be run by some process."""

    place: int
    scenario: Scenario
    seed: int
    number: int
    backlog: EventLog | None = None
    dispatcher: DispatcherOf | None = None
    more: Groups = ()

    def __str__(self) -> str:
        return f"Replication {self.number} of scenario '{self.scenario.name}'"


def _studies(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    workers: int,
    stop: Stop | None,
    known: Sequence[Mapping[int, Replication]] = (),
    backlog: EventLog | None = None,
    dispatchers: Mapping[str, DispatcherOf] = NO_DISPATCHERS,
    more: Groups = (),
) -> Iterator[tuple[Study, ...]]:
    """Give all studies after each run; the scenarios take turns, so that differences are seen early.

    Replications that are known already, numbered from 0 for each scenario, are not run again.
    """
    must(replications >= 1, f"The number of replications must be at least 1, got {replications}.")
    found: list[dict[int, Replication]] = [dict(one) for one in known] or [{} for _ in scenarios]
    runs = (
        Run(place, s, seed, n, backlog, dispatchers.get(s.name), more)
        for n in range(replications)
        for place, s in enumerate(scenarios)
        if n not in found[place]
    )
    for one, replication in finished_tasks(summarise, runs, workers, stop):
        found[one.place][one.number] = replication
        yield tuple(
            Study(
                scenario.name, seed, replications, dict(sorted(of_one.items())), scenario.horizon.warm_up_days
            )
            for scenario, of_one in zip(scenarios, found, strict=True)
        )


def summarise(one: Run, stop: Stop) -> Replication:
    """Run one replication and keep its figures; what a worker process does."""
    dispatcher = None if one.dispatcher is None else one.dispatcher(one.scenario)
    log = run(one.scenario, one.seed, one.number, stop=stop, backlog=one.backlog, dispatcher=dispatcher)
    in_force = one.scenario.in_force
    period = in_force.period()
    measures = Measures.of(log, in_force.terms())
    return Replication(
        one.number,
        len(log.visits),
        tuple(f for names, by in (*FIGURES, *one.more) for f in figures(measures, None, period, names, by)),
        _cycle_hours(log, period),
        waiting_by_stage(measures, period),
        *hours_by_pool(measures, period),
        _late_hours(measures, period),
        bottleneck(measures, period),
    )


def _late_hours(measures: Measures, period: Period) -> dict[tuple[str, str], float]:
    """Hours beyond the limits by track ("all" among them) and cause."""
    table = by_cause(attribute(measures, period))
    keys = zip(table["track"].astype(str), table["cause"].astype(str), strict=True)
    return dict(zip(keys, table["hours"].tolist(), strict=True))


def _cycle_hours(log: EventLog, period: Period) -> dict[str, tuple[int, ...]]:
    """Count applications finished in the period by full hours since they were submitted, for each track."""
    applications = log.applications
    finished = applications["finished_at"]
    inside = applications[(finished >= period.start) & (finished < period.end)]
    took = inside["finished_at"] - inside["submitted_at"]
    return {
        str(track): tuple(np.bincount(of_track.to_numpy().astype("timedelta64[h]").astype(np.int64)).tolist())
        for track, of_track in took.groupby(inside["track"], observed=True)
    }
