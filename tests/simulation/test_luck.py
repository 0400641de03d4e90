"""Chance belongs to the customer, with every mechanism on: who else works or comes changes nobody's luck."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pytest

from domain.eventlog import EventLog
from scenarios import Scenario, load
from simulation import run
from simulation.route import Lot
from simulation.step import Step

GONE = ("A000003", "A000050")
Drawn = dict[tuple[Any, ...], float]


@pytest.fixture(scope="module")
def smart() -> Scenario:
    """Every lever pulled, ten days from empty."""
    scenario = load("one_stop_smart")
    horizon = scenario.horizon.model_copy(update={"days": 10, "warm_up_days": 0})
    return scenario.model_copy(update={"horizon": horizon})


@contextmanager
def noting(drawn: Drawn) -> Iterator[None]:
    """Note whatever the run draws for whom: minutes of work and hold, post, outcomes, branches."""

    def noted(method: str) -> Any:
        plain = getattr(Step, method)

        def drawing(step: Step, visit: int, row: int, *more: float) -> float:
            value: float = plain(step, visit, row, *more)
            customer = step.customers.numbers[row]
            drawn[method, step.customers.track, step.name, customer, visit, *more] = value
            return value

        return drawing

    def draw(lot: Lot, application: Any) -> int:
        about = ("branch", lot.customers.track, lot.key, lot.customers.numbers[application.row])
        passage = passages[about] = passages[about] + 1
        value = drawn[*about, passage] = plain_draw(lot, application)
        return value

    plain_draw, passages = Lot.draw, Counter[tuple[Any, ...]]()
    with pytest.MonkeyPatch.context() as patch:
        for method in ("work_minutes", "hold_minutes", "by_post", "outcome"):
            patch.setattr(Step, method, noted(method))
        patch.setattr(Lot, "draw", draw)
        yield


def run_noting(scenario: Scenario, **more: Any) -> tuple[EventLog, Drawn]:
    drawn: Drawn = {}
    with noting(drawn):
        log = run(scenario, more.pop("seed", 7), **more)
    return log, drawn


@pytest.fixture(scope="module")
def base(smart: Scenario) -> tuple[EventLog, Drawn]:
    return run_noting(smart)


CHANGES = {
    "a survey crew more": ({"crews": {"survey_old_town": 5}}, ()),
    "a drone team more": ({"crews": {"drone_survey_north_hills": 2}}, ()),
    "no installation crew in the hills": ({"crews": {"installation_north_hills": 0}}, ()),
    "a clerk more": ({"desks": {"customer_service": 6}}, ()),
    "two who do not come": ({}, GONE),
}


@pytest.fixture(scope="module", params=CHANGES, ids=str)
def changed(request: pytest.FixtureRequest, smart: Scenario) -> tuple[EventLog, Drawn]:
    difference, gone = CHANGES[request.param]
    return run_noting(smart.vary(**difference) if difference else smart, without=gone)


def attributes(log: EventLog) -> pd.DataFrame:
    """What applications are, not what becomes of them."""
    return log.applications.drop(columns=["finished_at", "withdrawn_at"]).set_index("application_id")


def test_whoever_comes_is_who_they_were_and_comes_when_they_came(base, changed):
    before, after = attributes(base[0]), attributes(changed[0])
    assert set(before.index) - set(after.index) in (set(), set(GONE))
    pd.testing.assert_frame_equal(before.loc[after.index], after, check_categorical=False)


def test_every_visit_has_the_work_the_hold_the_outcome_and_the_branch_it_had(base, changed):
    """By customer and visit number, to the bit; the outcome at each degree of the crew's experience."""
    before, after = base[1], changed[1]
    both = [key for key in before if key in after]
    assert len(both) > 0.8 * len(before)
    kinds = Counter(key[0] for key in both)
    assert all(kinds[kind] > 90 for kind in ("work_minutes", "hold_minutes", "by_post", "outcome", "branch"))
    assert {key: before[key] for key in both} == {key: after[key] for key in both}


def test_but_what_happens_to_them_changes(base, changed):
    """Otherwise the two tests above would compare a run with itself."""
    columns = ["application", "number"]
    before, after = (log.visits.set_index(columns)["completed_at"] for log, _ in (base, changed))
    both = before.index.intersection(after.index)
    assert (before.loc[both] != after.loc[both]).sum() > 20


def test_another_replication_brings_other_luck(base, smart):
    """So that equality above is no accident: hardly a length of work is the same."""
    _, other = run_noting(smart, replication=1)
    both = [key for key in base[1] if key[0] == "work_minutes" and key in other]
    assert len(both) > 1000
    assert sum(base[1][key] == other[key] for key in both) < 0.01 * len(both)
