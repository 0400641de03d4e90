import pytest

from domain.errors import InputError
from domain.kpi import Filters, Measures, choices, compute, figures
from domain.terms import Terms
from tests.domain.logs import application, day_log, hour, log_of, visit


def submitted(filters: Filters) -> float | None:
    return figures(Measures.of(day_log()).where(filters), hour(48), names=["submitted"])[0].mean


def test_no_filter_lets_everything_pass() -> None:
    assert submitted(Filters()) == 4


def test_filters_of_several_dimensions_all_apply() -> None:
    # North: A1, A3; works: A3, A4.
    assert submitted(Filters(region=("north",))) == 2
    assert submitted(Filters(region=("north", "south"))) == 4
    assert submitted(Filters(region=("north",), track=("works",))) == 1
    assert submitted(Filters(region=("nowhere",))) == 0


def test_a_filtered_figure_is_that_of_the_filtered_log() -> None:
    log = day_log()
    north = log.where((log.applications["region"] == "north").to_numpy())
    expected = compute(north, Terms.default(), hour(48))
    measures = Measures.of(log).where(Filters(region=("north",)))
    told = figures(measures, hour(48))
    assert [f for f in told if f.name != "utilisation"] == [f for f in expected if f.name != "utilisation"]


def test_another_filter_replaces_the_one_before() -> None:
    measures = Measures.of(day_log()).where(Filters(region=("north",))).where(Filters(track=("works",)))
    assert figures(measures, hour(48), names=["submitted"])[0].mean == 2


def test_any_attribute_can_be_filtered_by() -> None:
    log = log_of(
        9, applications=[application("A1", 0, phase=3, paid=True), application("A2", 0, phase=1, paid=None)]
    )
    measures = Measures.of(log)

    def ids(**wanted: tuple[str, ...]) -> list[str]:
        rows = measures.where(Filters(attributes=wanted)).keep
        return [] if rows is None else log.applications["application_id"][rows].tolist()

    assert ids(phase=("3",)) == ["A1"]
    assert ids(paid=("True",)) == ["A1"]
    assert ids(paid=("unknown",)) == ["A2"]


def test_filters_are_values() -> None:
    one = Filters(attributes={"group": ["g1"], "channel": ["web"]})
    two = Filters(attributes={"channel": ("web",), "group": ("g1",)})
    assert one == two
    assert hash(one) == hash(two)


def test_an_unknown_attribute_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"got 'chanel' \(nearest: 'channel'\)"):
        submitted(Filters(attributes={"chanel": ("web",)}))


def test_without_owners_the_department_is_any_that_worked_on_the_application() -> None:
    log = log_of(
        9,
        applications=[application("A1", 0), application("A2", 0)],
        visits=[
            visit("A1", 1, "review", 0, 1, 2, department="office"),
            visit("A1", 2, "survey", 2, 3, 4, department="field"),
            visit("A2", 1, "review", 0, 1, 2, department="office"),
        ],
    )
    measures = Measures.of(log)
    chosen = measures.where(Filters(department=("field",)))
    assert figures(chosen, hour(9), names=["submitted"])[0].mean == 1
    assert choices(measures) == {"department": ("field", "office")}


def test_a_region_filter_takes_the_shifts_of_the_region_and_all_their_work() -> None:
    # The crew is of the north and works on A2 and A4 of the south: 26 of 44 hours; the desk 2 of 10.
    north = Measures.of(day_log()).where(Filters(region=("north",)))
    south = Measures.of(day_log()).where(Filters(region=("south",)))
    track = Measures.of(day_log()).where(Filters(track=("home",)))
    assert figures(north, hour(48), names=["utilisation"])[0].mean == pytest.approx(28 / 54)
    assert figures(south, hour(48), names=["utilisation"])[0].n == 0
    assert figures(track, hour(48), names=["utilisation"])[0].mean == pytest.approx(28 / 54)


def test_choices_are_the_dimensions_that_tell_applications_apart() -> None:
    assert choices(Measures.of(day_log())) == {"track": ("home", "works"), "region": ("north", "south")}


def test_a_value_that_is_missing_can_be_chosen() -> None:
    log = log_of(9, applications=[application("A1", 0, channel="web"), application("A2", 0, channel=None)])
    assert choices(Measures.of(log)) == {"channel": ("web", "unknown")}
