import pandas as pd

from domain.kpi import Filters, Measures, waiting
from tests.domain.logs import MONDAY, application, hold, log_of, visit


def counted(measures: Measures, *hours: float) -> dict[str, list[int]]:
    instants = pd.DatetimeIndex([MONDAY + pd.Timedelta(hours=hour) for hour in hours])
    frame = waiting(measures, instants)
    return {str(stage): list(rows["waiting"]) for stage, rows in frame.groupby("stage")}


def test_a_visit_waits_from_its_enabling_until_somebody_begins() -> None:
    log = log_of(
        20,
        applications=[application("A1", 0), application("A2", 0)],
        visits=[visit("A1", 1, "survey", 2, 5, 6), visit("A2", 1, "survey", 3, None, None)],
    )
    # A1 waits in [2, 5), A2 from 3 on.
    assert counted(Measures.of(log), 1, 2, 4, 5, 19) == {"survey": [0, 1, 2, 1, 1]}


def test_while_it_is_the_customers_turn_nothing_waits_and_overlapping_turns_count_once() -> None:
    log = log_of(
        20,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "confirm", 0, 10, 12)],
        holds=[
            hold("A1", "customer_confirmation", 1, 6, visit=("A1", 1)),
            hold("A1", "customer_works", 4, 8, visit=("A1", 1)),
            hold("A1", "customer_works", 9, 15, visit=("A1", 1)),
        ],
    )
    # Waits in [0, 1) and [8, 9); from 10 on somebody works.
    assert counted(Measures.of(log), 0, 1, 5, 7, 8, 9, 11) == {"confirm": [1, 0, 0, 0, 1, 0, 0]}


def test_of_an_application_that_ended_nothing_waits() -> None:
    log = log_of(
        20,
        applications=[application("A1", 0, withdrawn_at=4)],
        visits=[visit("A1", 1, "survey", 1, None, None)],
    )
    assert counted(Measures.of(log), 3, 4) == {"survey": [1, 0]}


def test_filters_choose_whose_visits_are_counted() -> None:
    log = log_of(
        20,
        applications=[application("A1", 0, region="north"), application("A2", 0, region="south")],
        visits=[visit("A1", 1, "survey", 1, None, None), visit("A2", 1, "survey", 1, None, None)],
        holds=[hold("A2", "customer_works", 2, 9, visit=("A2", 1))],
    )
    north = Measures.of(log).where(Filters({"region": ("north",)}))
    assert counted(north, 3) == {"survey": [1]}
