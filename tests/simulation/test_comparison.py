from collections.abc import Mapping, Sequence

import pytest

from domain.errors import InputError
from domain.kpi import Figure
from simulation.comparison import Comparison, Difference
from simulation.results import Key, Replication, Study
from simulation.statistics import Verdict

UNITS = {
    "cycle_time_mean": "hours",
    "on_time_rate": "share",
    "submitted": "cases",
    "cost_per_application": "CNY",
}
BASE = [100.0, 110.0, 105.0, 95.0, 102.0]


def study(values: Mapping[Key, Sequence[float | None]], planned: int = 5) -> Study:
    length = max(len(series) for series in values.values())
    found = {number: Replication(number, 1, _figures(values, number), {}) for number in range(length)}
    return Study("toy", 1, planned, found)


def _figures(values: Mapping[Key, Sequence[float | None]], number: int) -> tuple[Figure, ...]:
    return tuple(
        Figure(name, group, series[number], None, None, 1, UNITS[name])
        for (name, group), series in values.items()
        if number < len(series)
    )


def one(comparison: Comparison, name: str, group: str = "all") -> Difference:
    return next(d for d in comparison.differences() if (d.name, d.group) == (name, group))


CYCLE = ("cycle_time_mean", "all")


def test_a_steady_gain_on_the_same_customers_is_better_although_replications_differ_more() -> None:
    after = [value - shift for value, shift in zip(BASE, [4.0, 5.0, 6.0, 4.5, 5.5], strict=True)]
    found = one(Comparison(study({CYCLE: BASE}), (study({CYCLE: after}),)), "cycle_time_mean")
    # differences -4, -5, -6, -4.5, -5.5: mean -5, deviation 0.7906, reach 2.7764 x 0.3536 = 0.9816
    assert found.difference.mean == pytest.approx(-5.0)
    assert (found.difference.low, found.difference.high) == pytest.approx((-5.9816, -4.0184), abs=1e-4)
    assert found.base.mean == pytest.approx(102.4)
    assert found.ratio.mean == pytest.approx(97.4 / 102.4)
    assert found.verdict is Verdict.BETTER
    assert found.needed is None


def test_there_is_no_verdict_while_replications_are_still_to_come() -> None:
    after = [value - 5 for value in BASE]
    growing = Comparison(study({CYCLE: BASE}), (study({CYCLE: after[:4]}),))
    assert not growing.complete
    assert one(growing, "cycle_time_mean").verdict is None
    assert one(growing, "cycle_time_mean").difference.n == 4
    assert (growing.finished, growing.planned) == (9, 10)


def test_a_figure_without_a_wished_direction_has_no_verdict() -> None:
    key = ("submitted", "all")
    comparison = Comparison(study({key: BASE}), (study({key: [v + 50 for v in BASE]}),))
    assert one(comparison, "submitted").verdict is None


def test_an_open_question_says_how_many_replications_would_tell() -> None:
    after = [value + shift for value, shift in zip(BASE, [-9.0, 7.0, -8.0, 6.0, -6.0], strict=True)]
    found = one(Comparison(study({CYCLE: BASE}), (study({CYCLE: after}),)), "cycle_time_mean")
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert found.needed is not None
    assert found.needed > 5


def parts(shift: float) -> dict[Key, list[float | None]]:
    wobble = [0.0, 1.0, -1.0, 0.5, -0.5]
    figures: dict[Key, list[float | None]] = {
        CYCLE: [v + shift * (1 + w / 2) for v, w in zip(BASE, wobble, strict=True)]
    }
    for stage in range(20):
        figures["cycle_time_mean", f"stage={stage}"] = figures[CYCLE]
    return figures


def test_the_same_evidence_convinces_for_the_primary_figure_and_not_for_one_of_twenty() -> None:
    # differences -3 x (1, 1.5, 0.5, 1.25, 0.75): t = -5.66, p = 0.0048, and 20 x 0.0048 = 0.096
    comparison = Comparison(study(parts(0.0)), (study(parts(-3.0)),))
    assert one(comparison, "cycle_time_mean").verdict is Verdict.BETTER
    part = one(comparison, "cycle_time_mean", "stage=7")
    assert part.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert part.needed is not None
    assert part.needed > 5


def test_a_figure_only_one_side_has_is_no_evidence() -> None:
    key = ("on_time_rate", "all")
    comparison = Comparison(study({CYCLE: BASE}), (study({CYCLE: BASE, key: [0.5] * 5}),))
    found = one(comparison, "on_time_rate")
    assert (found.base.mean, found.mean.mean, found.difference.mean) == (None, 0.5, None)
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("name", "base", "matters"),
    [("cycle_time_mean", 400.0, 1.0), ("on_time_rate", 0.5, 0.01), ("cost_per_application", 250.0, 2.5)],
)
def test_what_matters_is_an_hour_one_in_a_hundred_or_one_percent(
    name: str, base: float, matters: float
) -> None:
    same = study({(name, "all"): [base] * 5})
    assert one(Comparison(same, (same,)), name).matters == pytest.approx(matters)
    assert one(Comparison(same, (same,)), name).verdict is Verdict.NO_DIFFERENCE_THAT_MATTERS


def test_a_difference_is_plain_data_for_a_file() -> None:
    same = study({CYCLE: BASE})
    data = one(Comparison(same, (same,)), "cycle_time_mean").as_dict()
    assert {"name", "group", "mean", "difference", "low", "high", "ratio", "ratio_low", "ratio_high"} < set(
        data
    )
    assert (data["difference"], data["verdict"], data["n"]) == (0.0, "no_difference_that_matters", 5)


def test_an_unknown_primary_figure_is_answered_with_the_nearest() -> None:
    same = study({CYCLE: BASE})
    with pytest.raises(InputError, match=r"primary KPI must be a known word, got 'cycle_time' \(nearest"):
        Comparison(same, (same,), "cycle_time")


def test_verdicts_are_adjusted_over_all_variants() -> None:
    """The same gain is judged alone, and beside three variants that differ in nothing."""
    # differences -1, -9, -2, -8, -3.5: mean -4.7, deviation 3.5986, t = -2.920, p = 0.0432; by Holm 0.173
    after = [value - shift for value, shift in zip(BASE, [1.0, 9.0, 2.0, 8.0, 3.5], strict=True)]
    gain, same = (
        study({CYCLE: after}),
        study({CYCLE: [v + w for v, w in zip(BASE, [1, -1, 2, -2, 0], strict=True)]}),
    )
    alone = Comparison(study({CYCLE: BASE}), (gain,))
    beside = Comparison(study({CYCLE: BASE}), (same, gain, same, same))
    assert alone.differences(0)[0].difference.p_value == pytest.approx(0.0432, abs=1e-4)
    assert alone.differences(0)[0].verdict is Verdict.BETTER
    assert beside.differences(1)[0].verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert beside.differences(1)[0].needed is not None
    assert beside.differences(1)[0].difference == alone.differences(0)[0].difference


def test_with_one_replication_nothing_is_said_and_no_interval_shown() -> None:
    comparison = Comparison(study({CYCLE: [100.0]}, planned=1), (study({CYCLE: [50.0]}, planned=1),))
    found = one(comparison, "cycle_time_mean")
    assert (found.difference.mean, found.difference.low, found.ratio.low) == (-50.0, None, None)
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
