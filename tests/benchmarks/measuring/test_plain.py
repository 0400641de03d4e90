from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.measuring import material
from benchmarks.measuring.plain import count_events, own_file, plain_csv, plain_xes
from domain.io import read_log

EVENTS = 500


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep files in a folder of these tests' own; the run they are made of is simulated once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(material, "FOLDER", tmp_path_factory.mktemp("kept"))
        yield


@pytest.mark.parametrize("make", [plain_csv, plain_xes])
def test_a_plain_file_has_the_events_asked_for(make: Callable[[int, bool], Path]) -> None:
    assert read_log(make(EVENTS, True)).events == EVENTS


def test_the_plain_files_tell_the_same_visits() -> None:
    first, second = (read_log(make(EVENTS, quick=True)).log for make in (plain_csv, plain_xes))
    columns = ["stage", "completed_at", "resource"]
    told = [
        log.visits[columns]
        .assign(case=log.applications["application_id"].to_numpy()[log.visits["application"]])
        .astype("str")
        .sort_values(["case", *columns])
        .to_numpy()
        .tolist()
        for log in (first, second)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("ending", ["csv", "xes"])
def test_our_own_file_has_at_least_the_events_asked_for_and_not_an_application_more(ending: str) -> None:
    log = read_log(own_file(EVENTS, quick=True, ending=ending)).log
    without_the_last = log.where(np.arange(len(log)) < len(log) - 1)
    assert count_events(without_the_last) < EVENTS <= count_events(log)
