"""What the future tells must not be predicted from, whatever the file says of it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import EventLog, Known
from models.features import Moments, Recipe, features_at
from models.features.attributes import known_attributes
from models.features.leaks import must_not_tell_the_end
from tests.domain.logs import MONDAY


def register(**attributes: Any) -> EventLog:
    """200 applications an hour apart, promised 24 hours; half take 20, half 30; the last 40 are open."""
    n = 200
    start = MONDAY + pd.to_timedelta(np.arange(n), unit="h")
    took = np.random.default_rng(1).permutation(np.where(np.arange(n) % 2, 30.0, 20.0)) + np.arange(n) / 1e3
    took[160:] = 30
    ended = pd.Series(start + pd.to_timedelta(took, unit="h")).where(np.arange(n) < 160)
    made = {name: make(start, took) for name, make in attributes.items()}
    frames = {
        "applications": pd.DataFrame(
            {
                "application_id": [f"A{i}" for i in range(n)],
                "submitted_at": start,
                "finished_at": ended,
                **made,
            }
        ),
        "deadlines": pd.DataFrame(
            {
                "application": np.arange(n),
                "service_level": "day",
                "set_at": start,
                "due_at": start + pd.Timedelta(hours=24),
            }
        ),
    }
    return EventLog.build(frames, name="register")


def test_an_attribute_known_later_is_refused() -> None:
    log = EventLog.build(
        register(result=lambda start, took: ["good"] * len(took)).frames,
        name="register",
        attributes={"result": Known.LATER},
    )
    assert "result" not in known_attributes(log)
    with pytest.raises(
        InputError, match=r"must be known at the start .* got 'result', which is known only once"
    ):
        features_at(log, Moments.of(np.zeros(1), np.zeros(1)), Recipe(attributes=("result",)))


def test_an_attribute_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"got 'regoin' \(nearest: 'region'\)"):
        features_at(register(), Moments.of(np.zeros(1), np.zeros(1)), Recipe(attributes=("regoin",)))


PLANTED = {
    "closed": (lambda s, t: s + pd.to_timedelta(t, unit="h"), "it is the instant of the end in 100%"),
    "signature": (
        lambda s, t: np.where(np.arange(len(t)) < 160, [f"S{i % 7}" for i in range(len(t))], None),
        "told of 100% of those that have ended and of none of 40",
    ),
    "flag": (lambda s, t: np.where(t > 24, "OVERDUE", "ONTIME"), "it alone tells late from on time"),
    "effort": (lambda s, t: t * 1.7 + 3, "it alone"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_caught(name: str) -> None:
    make, why = PLANTED[name]
    with pytest.raises(InputError, match=f"attribute '{name}' must be known at the start .*{why}"):
        must_not_tell_the_end(register(**{name: make}), [name])


def test_honest_attributes_are_let_pass() -> None:
    rng = np.random.default_rng(2)
    log = register(
        meters=lambda s, t: rng.integers(1, 9, len(t)),
        hint=lambda s, t: np.where(rng.random(len(t)) < 0.8, t > 24, t < 24).astype("str"),
        planned=lambda s, t: s + pd.Timedelta(hours=24),
        serial=lambda s, t: [f"N{i}" for i in range(len(t))],
    )
    must_not_tell_the_end(log, known_attributes(log))


def test_the_end_date_of_the_receipt_log_is_refused(shared_data: Any, tmp_path: Any) -> None:
    from domain.io import guess_mapping, read_log
    from domain.io.mapping import CaseAttribute

    path = shared_data / "permit_receipt" / "receipt.csv"
    mapping, _ = guess_mapping(path)
    more = {**mapping.case_attributes, "enddate": CaseAttribute(column="case:enddate")}
    log = read_log(path, mapping.model_copy(update={"case_attributes": more})).log
    with pytest.raises(InputError, match="attribute 'enddate' must be known"):
        must_not_tell_the_end(log, known_attributes(log))
    must_not_tell_the_end(log, [name for name in known_attributes(log) if name != "enddate"])
