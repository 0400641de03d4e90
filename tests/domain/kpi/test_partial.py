from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from domain.kpi import KPIS, Kpi, Measures, Period, Question
from tests.domain.kpi.random_logs import random_log
from tests.domain.logs import day_log, hour

QUESTION = Question(Period(hour(20), hour(80)), hour(100), ("region",))
MERGEABLE = [kpi for kpi in KPIS.values() if kpi.name != "utilisation"]


@pytest.mark.parametrize("kpi", MERGEABLE, ids=lambda kpi: kpi.name)
@pytest.mark.parametrize("seed", range(3))
def test_partials_of_parts_add_up_to_the_partial_of_the_whole(kpi: Kpi, seed: int) -> None:
    whole, parts = measures_of(seed)
    one, two, three = (kpi.partial(part, QUESTION) for part in parts)
    assert kpi.finish(one + two + three, QUESTION) == _close(kpi, whole)


@cache
def measures_of(seed: int) -> tuple[Measures, list[Measures]]:
    """Measures of a random log and of three parts of it, the third without the northern applications."""
    log = random_log(seed, size=200)
    part = np.random.default_rng(seed).integers(0, 3, len(log))
    part[(log.applications["region"] == "north") & (part == 2)] = 0
    return Measures.of(log), [Measures.of(log.where(part == number)) for number in range(3)]


def _close(kpi: Kpi, whole: Measures) -> list[object]:
    """The figures of the whole; sums of parts are rounded elsewhere, so the last digits may differ."""
    return [
        type(figure)(
            figure.name,
            figure.group,
            *(
                value if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)
                for value in _three(figure)
            ),
            figure.n,
            figure.unit,
        )
        for figure in kpi.figures(whole, QUESTION)
    ]


def _three(figure: object) -> tuple[float | None, ...]:
    return tuple(getattr(figure, name) for name in ("mean", "low", "high"))


def test_the_order_of_adding_does_not_matter() -> None:
    one, two, three = (KPIS["cycle_time_median"].partial(part, QUESTION) for part in measures_of(1)[1])
    assert KPIS["cycle_time_median"].finish(three + one + two, QUESTION) == KPIS["cycle_time_median"].finish(
        one + (two + three), QUESTION
    )


def test_utilisation_adds_up_over_disjoint_shifts() -> None:
    # The day log's duty split by resource: 2 of 10 hours and 26 of 44.
    kpi, question = KPIS["utilisation"], Question(Period(hour(0), hour(48)), hour(48))
    log = day_log()
    crew = (log.duty["resource"] == "crew").to_numpy()
    one, two = (
        kpi.partial(Measures.of(replace(log, duty=log.duty[part].reset_index(drop=True))), question)
        for part in (crew, ~crew)
    )
    assert kpi.finish(one + two, question)[0].mean == pytest.approx(28 / 54)
