"""What each lever moves, and which way: alone in the traditional service, and let go of in the smart one."""

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import pandas as pd
import pytest

from domain.eventlog import EventLog
from scenarios import load
from simulation import run

SEED, DAYS = 1, 40
HOUR = pd.Timedelta(hours=1)
Measure = Callable[[EventLog], float]


class Effect(NamedTuple):
    """A lever multiplies a measure by at most `most`, or by at least `least`.

    Both are at most half of the way to what the scenario's figures alone would make of it.
    """

    lever: str
    measure: Measure
    least: float = 0.0
    most: float = float("inf")


@cache
def log_of(scenario: str, lever: str | None) -> EventLog:
    """Forty days from empty; the lever is pulled in the traditional service, let go of in the other."""
    of = load(scenario)
    if lever is not None:
        of = of.vary(levers={lever: scenario == "traditional"})
    horizon = of.horizon.model_copy(update={"days": DAYS, "warm_up_days": 0})
    return run(of.model_copy(update={"horizon": horizon}), SEED)


def visits_of(stage: str, log: EventLog, track: str = "", terrains: tuple[str, ...] = ()) -> pd.DataFrame:
    """Completed visits of a stage, of some applications."""
    visits = log.visits[(log.visits["stage"] == stage) & log.visits["completed_at"].notna()]
    known = log.applications[["track", "terrain"]].take(visits["application"]).set_axis(visits.index)
    wanted = (known["track"] == track) | (track == "")
    return visits[wanted & (known["terrain"].isin(terrains) | (not terrains))]


def hours_through(stage: str, log: EventLog, track: str = "", terrains: tuple[str, ...] = ()) -> float:
    """Mean from when a visit is enabled until it is completed."""
    visits = visits_of(stage, log, track, terrains)
    return float(((visits["completed_at"] - visits["enabled_at"]) / HOUR).mean())


def work_hours(stage: str, log: EventLog) -> float:
    """Mean work on a visit."""
    segments = log.segments[(log.segments["kind"] == "work") & log.segments["ended_at"].notna()]
    worked = ((segments["ended_at"] - segments["started_at"]) / HOUR).groupby(segments["visit"]).sum()
    return float(worked.reindex(visits_of(stage, log).index).dropna().mean())


def share(outcome: str, stage: str, log: EventLog) -> float:
    """Of the completed visits of a stage."""
    return float((visits_of(stage, log)["outcome"] == outcome).mean())


def waited_for_papers_and_customers(log: EventLog) -> float:
    """Mean hours per application that the post or a further request of the customer takes."""
    holds = log.holds[~log.holds["cause"].isin(["customer_confirmation", "customer_built_works"])]
    return float(((holds["ended_at"] - holds["started_at"]) / HOUR).sum() / len(log.applications))


def missed(log: EventLog) -> float:
    """Share of the appointments that came to their window for which nobody was at home."""
    outcomes = log.appointments["outcome"]
    return float((outcomes == "missed").sum() / outcomes.isin(["missed", "kept"]).sum())


def desk_hours(kind: str, log: EventLog) -> float:
    """Time that contacts of a kind take in all."""
    contacts = log.contacts[log.contacts["kind"] == kind]
    return float(((contacts["handled_at"] - contacts["started_at"]) / HOUR).sum())


def found_at_once(log: EventLog) -> float:
    """Cases that coordinators find within two hours of the visit's being stuck, after a day of waiting."""
    cases = log.contacts[log.contacts["kind"] == "coordination"]
    ready = log.visits["enabled_at"].take(cases["visit"]).set_axis(cases["visit"])
    held = log.holds.groupby("visit")["ended_at"].max().reindex(ready.index)
    waited = cases["received_at"].to_numpy() - ready.where(held.isna(), held).to_numpy()
    return float((pd.Series(waited) <= 26 * HOUR).sum())


def duty_hours(log: EventLog) -> float:
    """Time in which crews were on duty and their equipment in order."""
    duty = log.duty[log.duty["skill"].isin(["survey", "installation", "construction", "inspection"])]
    return float(((duty["off_at"] - duty["on_at"]) / HOUR).sum())


BUSY = ("mountain", "industrial")
EFFECTS = [
    # Residential applications pass; only a visit that takes no time is left.
    Effect("zero_approval", partial(hours_through, "online_review", track="lv_residential"), most=0.05),
    # Four of seven hand-overs are gone, and with them 34 h for the further request.
    Effect("one_stop_window", waited_for_papers_and_customers, most=0.7),
    # 6 % of the schemes become 1 %.
    Effect("data_sharing", partial(share, "transcription_error", "scheme_confirmation"), most=0.6),
    # Two and a half days become six hours.
    Effect("online_confirmation", partial(hours_through, "scheme_confirmation"), most=0.5),
    # Two in five are left, and shorter.
    Effect("intelligent_service", partial(desk_hours, "enquiry"), most=0.6),
    # A hundredth of duty is spent on repairs, which take a third.
    Effect("equipment_sensors", duty_hours, least=1.001),
    # A quarter of crews takes 30 % longer: 1.075; with two fifths of it gone 1.045; less with glasses, too.
    Effect("training", partial(work_hours, "survey"), most=0.998),
    Effect("training", partial(work_hours, "meter_installation"), most=0.998),
    # Half of it gone: 1.038.
    Effect("ar_glasses", partial(work_hours, "survey"), most=0.998),
    Effect("ar_glasses", partial(work_hours, "meter_installation"), most=0.998),
    # 8 % become 3 %.
    Effect("reminders", missed, most=0.7),
    # On foot 340 min, by air 150, if weather permits.
    Effect("drones", partial(hours_through, "survey", track="hv", terrains=BUSY), most=0.99),
    # 28 min become 21.
    Effect("smart_survey", partial(work_hours, "survey"), most=0.9),
    # 42 min become 31; one installation in fifty was faulty and is one in 143.
    Effect("smart_install", partial(work_hours, "meter_installation"), most=0.9),
    Effect("smart_install", partial(share, "installation_fault", "inspection"), most=0.7),
    # What is stuck is found within the hour: seven rounds a day, of eight cases each, instead of one of 30.
    Effect("hourly_coordination", found_at_once, least=1.2),
    Effect("hourly_coordination", partial(desk_hours, "coordination"), least=1.02),
]


def name_of(effect: Effect) -> str:
    measure = effect.measure
    parts = (measure.func.__name__, *measure.args) if isinstance(measure, partial) else (measure.__name__,)
    return "-".join((effect.lever, *parts))


@pytest.mark.parametrize("effect", EFFECTS, ids=name_of)
def test_a_lever_alone_moves_what_its_mechanism_says(effect: Effect) -> None:
    before, after = (effect.measure(log_of("traditional", lever)) for lever in (None, effect.lever))
    assert before > 0
    assert before * effect.least <= after <= before * effect.most


@pytest.mark.parametrize("effect", EFFECTS, ids=name_of)
def test_a_lever_still_counts_beside_all_others(effect: Effect) -> None:
    before, after = (effect.measure(log_of("one_stop_smart", lever)) for lever in (effect.lever, None))
    assert before > 0
    assert before * effect.least <= after <= before * effect.most


def test_every_lever_has_an_effect_that_is_measured() -> None:
    assert {effect.lever for effect in EFFECTS} == set(load("traditional").mechanisms)
