import pandas as pd
import pytest

from domain.errors import InputError
from scenarios import load
from workbench.what_if import WhatIf, compared, comparing, one_log
from workbench.what_if_frames import (
    BASE,
    VARIANT,
    cards,
    cycle_times,
    on_time,
    stage_times,
    table,
    utilisation,
)

QUICK = WhatIf("one_stop", crews={"survey_old_town": 0}, demand=0.1, days=3, replications=2)


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
        (WhatIf("one_stop", crews={"survey_old_twn": 1}), "nearest: 'survey_old_town'"),
        (WhatIf("one_stop", levers={"drons": True}), "levers.drons must name a lever that exists"),
        (WhatIf("one_stop", dispatch="lifo"), "dispatch must be"),
    ],
)
def test_what_the_base_does_not_know_is_refused(asked: WhatIf, message: str) -> None:
    with pytest.raises(InputError, match=message):
        asked.variant()


def test_a_number_out_of_range_is_refused_at_birth() -> None:
    with pytest.raises(InputError, match="What if: seed must lie between 0 and 4294967295, got -1"):
        WhatIf("one_stop", seed=-1)


def test_what_is_as_in_the_base_is_not_said() -> None:
    base = load("one_stop")
    asked = WhatIf(
        "one_stop",
        crews={"survey_old_town": 4, "survey_north_hills": 9},
        demand=1.0,
        levers={"zero_approval": True, "data_sharing": False},
        dispatch="fifo",
    )
    kept = WhatIf("one_stop", crews={"survey_north_hills": 9}, levers={"data_sharing": False})
    assert asked.tidied(base) == kept


def test_the_last_comparison_is_the_complete_one() -> None:
    *growing, last = comparing(QUICK, workers=2)
    assert [comparison.finished for comparison in growing] == [1, 2, 3]
    assert not any(comparison.complete for comparison in growing)
    assert last == compared(QUICK, workers=1)


def test_frames_show_both_sides_of_every_figure() -> None:
    comparison = compared(QUICK, workers=2)
    stages = list(QUICK.base().stages)
    times = stage_times(comparison, stages)
    order = [stages.index(stage) for stage in times["stage"] if stage in stages]
    assert order == sorted(order)
    assert len(order) > 20
    assert set(times["part"]) == {"waiting", "working", "travel", "customer"}
    for frame in (cycle_times(comparison), times, on_time(comparison), utilisation(comparison)):
        assert list(frame["side"].unique()) == [BASE, VARIANT]
    assert {"department", "region", "skill", "share"} < set(utilisation(comparison))
    assert "cycle_time_mean" in {one.name for one in cards(comparison)}
    assert len(table(comparison)) == len(comparison.differences())


def test_the_share_finished_within_their_hours_ends_at_all_of_them() -> None:
    frame = cycle_times(compared(QUICK, workers=2), "lv_residential")
    ends = frame.groupby("side")["share"].last()
    assert ends.to_dict() == {BASE: 1.0, VARIANT: 1.0}
    rising = frame.groupby("side")["share"].diff().dropna()
    assert (rising >= 0).all()
    assert isinstance(frame, pd.DataFrame)


def test_the_log_of_one_run_is_the_variants() -> None:
    log = one_log(QUICK, 1)
    assert (log.scenario, log.seed, log.replication) == ("one_stop_what_if", 1, 1)
    assert log.equals(one_log(QUICK, 1))
