from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from domain.errors import InputError
from scenarios import load
from scenarios.variation import Days
from simulation.comparison import Comparison
from tests.workbench.answers import answered
from workbench.sides import BASE, side
from workbench.variant import Variant
from workbench.what_if import WhatIf, comparing, one_log
from workbench.what_if_frames import (
    busy_hours,
    cards,
    costs,
    cycle_times,
    late_hours,
    on_time,
    on_time_by_place,
    queue,
    stage_times,
    table,
    utilisation,
)

QUICK = WhatIf("one_stop", (Variant(crews={"survey_old_town": 0}, demand=0.1),), days=3, replications=2)


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return answered(QUICK)


def sizes(what_if: WhatIf) -> dict[str, int]:
    return {group.name: group.size for group in what_if.variant().workforce.crews}


def test_a_variant_differs_from_its_base_in_what_was_asked_and_nothing_else() -> None:
    base, variant = QUICK.base(), QUICK.variant()
    assert (base.horizon.days, variant.horizon.days) == (3, 3)
    assert (variant.demand.scale, base.demand.scale) == (0.1, 1.0)
    assert sizes(QUICK) == {group.name: group.size for group in base.workforce.crews} | {"survey_old_town": 0}
    assert variant.levers == base.levers


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Variant(crews={"survey_old_twn": 1}), "nearest: 'survey_old_town'"),
        (Variant(desks={"meterng": 1}), "nearest: 'metering'"),
        (Variant(levers={"drons": True}), "levers.drons must name a lever that exists"),
        (Variant(promises={"residential_49h": 1}), "nearest: 'residential_48h'"),
        (Variant(away={"survey_old_twn": Days(1, 1)}), "nearest: 'survey_old_town'"),
        (Variant(dispatch="lifo"), "dispatch must be"),
    ],
)
def test_what_the_base_does_not_know_is_refused(asked: Variant, message: str) -> None:
    with pytest.raises(InputError, match=message):
        WhatIf("one_stop", (asked,)).scenarios()


def test_several_variants_meet_the_base_in_one_question_under_names_of_their_own() -> None:
    text = "extends: one_stop\nname: one_stop\nhorizon: {warm_up_days: 5}"
    asked = WhatIf("one_stop", (Variant(), Variant("B", demand=2.0)), days=1, replications=2, text=text)
    assert [scenario.name for scenario in asked.scenarios()] == ["one_stop_what_if", "one_stop_what_if_2"]
    found = answered(replace(asked, variants=(Variant(), Variant("B", demand=0.1))))
    frame = table(found)
    assert list(frame["side"].unique()) == ["variant_1", "variant_2"]
    same = frame[frame["side"] == "variant_1"]["difference"].dropna()
    assert (same == 0).all()
    assert len(cards(found, 1)) > 0


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ((), "the number of variants must lie between 1 and 4, got 0"),
        (tuple(Variant(name) for name in "ABCDE"), "the number of variants must lie between 1 and 4, got 5"),
        ((Variant("A"), Variant("A")), "names of their own, got 'A' twice"),
        ((Variant("A"), Variant()), "each variant beyond the first must have a name"),
    ],
)
def test_variants_that_could_not_be_told_apart_are_refused(variants: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        WhatIf("one_stop", variants)


def test_a_number_out_of_range_is_refused_at_birth() -> None:
    with pytest.raises(InputError, match="What if: seed must lie between 0 and 4294967295, got -1"):
        WhatIf("one_stop", seed=-1)


def test_what_is_as_in_the_base_is_not_said() -> None:
    base = load("one_stop")
    asked = Variant(
        crews={"survey_old_town": 4, "survey_north_hills": 9},
        demand=1.0,
        levers={"zero_approval": True, "data_sharing": False},
        desks={"metering": 2},
        promises={"residential_48h": 48, "online_answer_24h": 12},
        dispatch="fifo",
    )
    kept = Variant(
        promises={"online_answer_24h": 12}, crews={"survey_north_hills": 9}, levers={"data_sharing": False}
    )
    assert asked.tidied(base) == kept


def test_the_last_comparison_is_the_complete_one(answer: Comparison) -> None:
    *growing, last = comparing(QUICK, workers=2)
    assert [comparison.finished for comparison in growing] == [1, 2, 3]
    assert not any(comparison.complete for comparison in growing)
    assert last == answer


def test_of_a_side_that_has_not_run_yet_no_fan_is_shown(answer: Comparison) -> None:
    first = Comparison(answer.base.only({0}), (answer.others[0].only(set()),))
    frame = queue(first, QUICK.base().period(), ["survey"])
    assert list(frame["side"].unique()) == [BASE]
    assert frame["start"].dt.tz is not None


def test_frames_show_both_sides_of_every_figure(answer: Comparison) -> None:
    stages = list(QUICK.base().stages)
    times = stage_times(answer, stages)
    order = [stages.index(stage) for stage in times["stage"] if stage in stages]
    assert order == sorted(order)
    assert len(order) > 20
    assert set(times["part"]) == {"waiting", "working", "travel", "customer"}
    for frame in (cycle_times(answer), times, on_time(answer), utilisation(answer)):
        assert list(frame["side"].unique()) == [BASE, side(0)]
    assert {"department", "region", "skill", "share"} < set(utilisation(answer))
    assert "cycle_time_mean" in {one.name for one in cards(answer)}
    assert len(table(answer)) == len(answer.differences())


def test_the_share_finished_within_their_hours_ends_at_all_of_them(answer: Comparison) -> None:
    frame = cycle_times(answer, "lv_residential")
    ends = frame.groupby("side")["share"].last()
    assert ends.to_dict() == {BASE: 1.0, side(0): 1.0}
    rising = frame.groupby("side")["share"].diff().dropna()
    assert (rising >= 0).all()
    assert isinstance(frame, pd.DataFrame)


def test_the_log_of_one_run_is_the_variants() -> None:
    log = one_log(QUICK, 1)
    assert (log.scenario, log.seed, log.replication) == ("one_stop_what_if", 1, 1)
    assert log.equals(one_log(QUICK, 1))


def test_a_fan_shows_every_side_at_every_instant_with_its_spread(answer: Comparison) -> None:
    frame = queue(answer, QUICK.base().period(), answer.base.stages())
    assert frame.groupby("side").size().to_dict() == {BASE: 12, side(0): 12}
    assert (frame["low"] <= frame["middle"]).all()
    assert (frame["middle"] <= frame["high"]).all()
    # Nobody surveys in old town any more: what waits there can only grow.
    surveys = queue(answer, QUICK.base().period(), ["survey"])
    last = surveys.groupby("side")["middle"].last()
    assert last[side(0)] > last[BASE]


def test_hours_beyond_the_limits_are_told_by_cause_and_add_up_to_those_of_the_study(
    answer: Comparison,
) -> None:
    frame = late_hours(answer)
    told = frame.groupby("side")["hours"].sum()
    study = answer.others[0].late_hours()
    assert told[side(0)] == pytest.approx(sum(one.mean or 0 for one in study.values()))
    assert told[side(0)] > 0
    # With no survey crew in old town, nobody able is on duty there.
    assert "roster" in set(frame["cause"])


def test_busy_hours_are_told_for_pools_on_duty_and_costs_and_places_for_every_track(
    answer: Comparison,
) -> None:
    hours = busy_hours(answer)
    gone = hours[(hours["side"] == side(0)) & (hours["region"] == "old_town") & (hours["skill"] == "survey")]
    assert gone.empty
    assert hours["share"].between(0, 1.5).all()
    assert set(hours[hours["skill"] == "survey"]["hour"]) <= set(range(8, 18))
    assert set(costs(answer)["track"]) == {"hv", "lv_nonresidential", "lv_residential"}
    assert set(on_time_by_place(answer, "lv_residential")["region"]) <= set(QUICK.base().regions)
