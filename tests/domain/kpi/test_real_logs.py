"""What others have counted on logs that nobody here wrote."""

from pathlib import Path

import pytest

from domain.io import read_log
from domain.kpi import Filters, Measures, board, compute
from domain.terms import Terms


def test_the_permit_register_gives_the_known_figures(shared_data: Path) -> None:
    log = read_log(shared_data / "permit_receipt" / "receipt.csv").log
    names = ["finished", "completed_on_time_rate"]
    finished, on_time = compute(log, Terms.default(), names=names)
    assert (len(log), len(log.visits), finished.mean) == (1434, 8577, 1329)
    # 377 of 1,329 (28.4 %) were finished after their deadline.
    assert on_time.n == 1329
    assert round((1 - (on_time.mean or 0)) * on_time.n) == 377


def test_the_permit_register_shows_a_board_of_its_own_time(shared_data: Path) -> None:
    log = read_log(shared_data / "permit_receipt" / "receipt.csv").log
    shown = board(Measures.of(log), Filters())
    assert (shown.period.start.year, shown.period.end.year) == (2011, 2012)
    figures = {card.name: card.figure for card in shown.cards}
    assert all(figures[name].n > 0 for name in ("submitted", "finished", "on_time_rate"))


@pytest.mark.parametrize("by", ["department", "group", "stage", "month"])
def test_groups_of_the_permit_register_add_up(shared_data: Path, by: str) -> None:
    log = read_log(shared_data / "permit_receipt" / "receipt.csv").log
    name = "open_applications" if by == "stage" else "finished"
    parts = compute(log, Terms.default(), names=[name], by=[by])
    whole = compute(log, Terms.default(), names=[name])[0]
    told = sum(figure.n for figure in parts)
    # By stage, an open application none of whose visits is open counts nowhere.
    assert told == whole.n if by != "stage" else told <= whole.n
