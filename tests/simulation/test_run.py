"""Properties of whole runs: nothing is lost, chance belongs to the customer, more crews do not hurt."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest

from domain.check import check
from domain.errors import InputError
from domain.eventlog import EventLog, Origin
from scenarios import Scenario, load
from simulation import run
from simulation.pool import StoppedError

HOUR = pd.Timedelta(hours=1)


@pytest.fixture(scope="module")
def short():
    return ten_days()


def ten_days() -> Scenario:
    """The default district for ten days from empty."""
    scenario = load("one_stop")
    horizon = scenario.horizon.model_copy(update={"days": 10, "warm_up_days": 0})
    return scenario.model_copy(update={"horizon": horizon})


@pytest.fixture(scope="module")
def log(short):
    return run(short, seed=7)


def digest(log: EventLog) -> str:
    """Fingerprint of every row of a log."""
    text = "".join(frame.to_csv() for frame in log.frames.values())
    return hashlib.sha256(text.encode()).hexdigest()


def short_digest(replication: int) -> str:
    return digest(run(ten_days(), 7, replication))


def test_a_run_is_a_log_that_passes_the_border_check(log, short):
    assert check(log) == []
    assert log.origin is Origin.SIMULATED
    assert (log.scenario, log.seed, log.replication) == ("one_stop", 7, 0)
    assert log.observed_until == short.period().end
    assert log.time_zone == "Asia/Shanghai"


def test_open_work_stays_open_and_nothing_happens_after_the_horizon(log):
    assert log.visits["completed_at"].isna().any()
    for frame in (log.applications, log.visits, log.segments, log.holds, log.duty):
        for column in frame.select_dtypes("datetimetz"):
            assert frame[column].isna().all() or frame[column].max() <= log.observed_until


def test_a_resource_does_one_thing_at_a_time(log):
    segments = log.segments.dropna(subset=["ended_at"]).sort_values(["resource", "started_at"])
    same = segments["resource"].eq(segments["resource"].shift())
    assert (segments["started_at"] >= segments["ended_at"].shift())[same].all()


def test_work_begins_on_duty(log):
    """Every segment starts inside a shift of its resource; only overtime ends outside."""
    duty = log.duty.sort_values("on_at")
    segments = log.segments.sort_values("started_at")
    found = pd.merge_asof(
        segments.astype({"resource": str}),
        duty.astype({"resource": str}),
        left_on="started_at",
        right_on="on_at",
        by="resource",
        suffixes=("", "_duty"),
    )
    tiny = pd.Timedelta(microseconds=2)
    travel_before = found["kind"].eq("work") & (found["started_at"] >= found["off_at"])
    assert (found["started_at"] < found["off_at"] + tiny)[~travel_before].all()
    assert not travel_before.any()


def test_the_same_seed_gives_the_same_log(log, short):
    assert run(short, seed=7).equals(log)


def test_another_seed_or_replication_gives_another_log(log, short):
    assert not run(short, seed=8).equals(log)
    assert not run(short, seed=7, replication=1).equals(log)


def test_two_workers_of_other_hash_seeds_give_the_same_logs(monkeypatch):
    """Python shuffles its sets of text differently in each process; nothing may depend on their order."""
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        theirs = list(pool.map(short_digest, range(2)))
    assert theirs == [short_digest(number) for number in range(2)]


def luck(log: EventLog) -> pd.DataFrame:
    """What chance decided: who applied when, which way they went, how long the work took."""
    minutes = (log.segments["ended_at"] - log.segments["started_at"]).where(log.segments["kind"] == "work")
    worked = minutes.groupby(log.segments["visit"]).sum()
    visits = log.visits.assign(worked=worked)
    visits = visits[visits["completed_at"].notna()].join(
        log.applications[["application_id", "submitted_at"]], on="application"
    )
    columns = ["application_id", "number", "stage", "submitted_at", "outcome", "worked"]
    table = visits[columns].astype({"stage": str, "outcome": str})
    return table.set_index(["application_id", "number"])


def alike(of: Scenario) -> Scenario:
    """The same with crews of equal experience whose equipment never fails."""
    data = of.model_dump()
    data["workforce"]["novices"] = 0.0
    for equipment in data["equipment"].values():
        equipment["hours_between_failures"] = 1e6
    return Scenario.from_data(data)


def test_a_crew_more_changes_nobodys_arrival_branch_or_work(short):
    """But for what depends on who does a visit: novices take longer, equipment fails in the midst of it."""
    same = alike(short)
    base, more = (luck(run(of, seed=7)) for of in (same, same.vary(crews={"survey_old_town": 6})))
    before, after = base.align(more, join="inner")
    assert len(before) > 0.95 * len(base)
    assert before["worked"].notna().sum() > 2500
    for column in ("stage", "submitted_at", "outcome"):
        assert before[column].equals(after[column])
    # Instants are kept to the microsecond, so a duration may differ by one.
    assert before["worked"].isna().equals(after["worked"].isna())
    assert (before["worked"] - after["worked"]).abs().max() <= pd.Timedelta(microseconds=2)


def test_more_demand_keeps_the_customers_there_are(log, short):
    """At scale 1.3 everyone of scale 1 comes at the same instant, with the same luck, and some more come."""
    base, more = log.applications, run(short.vary(demand_scale=1.3), seed=7).applications
    both = base.merge(more, on="application_id", suffixes=("", "_more"))
    assert len(both) == len(base)
    assert (both["submitted_at"] == both["submitted_at_more"]).all()
    assert (both["latitude"] == both["latitude_more"]).all()
    assert len(more) == pytest.approx(1.3 * len(base), rel=0.12)


def test_a_longer_horizon_begins_with_the_shorter(log, short):
    longer = run(short.vary(days=14), seed=7).as_of(log.observed_until)
    for name in ("applications", "visits", "segments", "holds", "deadlines"):
        ours, theirs = log.frame(name), longer.frame(name)
        pd.testing.assert_frame_equal(ours, theirs, check_categorical=False, check_dtype=False, obj=name)


def mean_wait_hours(log: EventLog, stage: str) -> float:
    visits = log.visits[log.visits["stage"] == stage]
    waits = visits["started_at"].fillna(log.observed_until) - visits["enabled_at"]
    return float((waits / HOUR).mean())


def test_one_more_crew_makes_nobody_wait_longer_on_average(short):
    seeds = range(3)
    few = np.array([mean_wait_hours(run(short, seed), "survey") for seed in seeds])
    many = short.vary(
        crews={group.name: group.size + 1 for group in short.workforce.crews if "survey" in group.skills}
    )
    more = np.array([mean_wait_hours(run(many, seed), "survey") for seed in seeds])
    assert more.mean() < few.mean()
    assert (more <= few * 1.02).all()


def test_endless_desks_leave_nobody_waiting_by_day(short):
    """With a person for everyone, acceptance waits only for the desk to open, never by day."""
    log = run(short.vary(desks={"customer_service": 2000}, days=3), seed=7)
    acceptance = log.visits[log.visits["stage"] == "acceptance"]
    hour = acceptance["enabled_at"].dt.tz_convert("Asia/Shanghai").dt.hour
    waits = (acceptance["started_at"] - acceptance["enabled_at"])[(hour >= 9) & (hour < 17)]
    assert len(waits) > 50
    assert (waits == pd.Timedelta(0)).all()


def test_without_crews_work_waits_and_is_shown_waiting(log, short):
    none = short.vary(crews={group.name: 0 for group in short.workforce.crews})
    waiting = run(none, seed=7)
    surveys = waiting.visits[waiting.visits["stage"] == "survey"]
    assert len(surveys) > 300
    assert surveys["started_at"].isna().all()
    assert waiting.applications["finished_at"].isna().all()
    assert len(waiting.applications) == len(log.applications)


def test_without_demand_the_log_is_empty_and_the_crews_are_on_duty(short):
    log = run(short.vary(demand_scale=0.0), seed=7)
    assert len(log.applications) == 0
    assert len(log.duty) > 0


def test_a_run_tells_its_progress_and_can_be_stopped(short):
    told = []
    run(short, seed=7, progress=lambda done, total: told.append((done, total)))
    assert told == [(day, 10) for day in range(1, 11)]
    with pytest.raises(StoppedError, match="day 0 of 10"):
        run(short, seed=7, stop=lambda: True)


@pytest.mark.parametrize("numbers", [(-1, 0), (1, -1)])
def test_a_negative_seed_or_replication_is_refused(short, numbers):
    with pytest.raises(InputError, match=r"must be at least 0, got -1\."):
        run(short, *numbers)


def test_whoever_does_not_come_changes_nobody_elses_arrival_branch_or_work(short):
    gone = ["A000003", "A000050"]
    same = alike(short)
    base, fewer = luck(run(same, seed=7)), luck(run(same, seed=7, without=gone))
    numbers = set(base.index.get_level_values(0)) - set(fewer.index.get_level_values(0))
    assert numbers == set(gone)
    before, after = base.align(fewer, join="inner")
    assert len(before) > 0.95 * len(base)
    for column in ("stage", "submitted_at", "outcome"):
        assert before[column].equals(after[column])


def test_one_who_would_not_come_anyway_cannot_be_left_out(short):
    with pytest.raises(InputError, match=r"without must name an application that comes, got 'Z000001'\."):
        run(short, seed=7, without=["Z000001"])
