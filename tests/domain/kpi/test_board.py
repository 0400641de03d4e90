from dataclasses import replace

import numpy as np
import pytest

from domain.kpi import Card, Filters, Measures, Period, board
from domain.kpi.board import CARDS
from tests.domain.logs import application, day_log, hour, log_of

SECOND_DAY = Filters(period=Period(hour(24), hour(48)))


def card(name: str, filters: Filters = SECOND_DAY) -> Card:
    return next(card for card in board(Measures.of(day_log()), filters).cards if card.name == name)


def test_a_card_sets_the_period_beside_the_one_before() -> None:
    # First day: A1 finished after 20 hours; second day: A2 after 30.
    median = card("cycle_time_median")
    assert (median.figure.mean, median.before.mean, median.change) == (30, 20, 10)


def test_a_change_is_unknown_where_one_side_is() -> None:
    # Nothing was due on the first day.
    rate = card("on_time_rate")
    assert (rate.figure.mean, rate.before.mean, rate.change, rate.direction) == (0.5, None, None, None)


def test_a_change_is_better_or_worse_where_its_interval_leaves_out_0() -> None:
    share = card("first_time_right_rate")
    right = replace(share.figure, mean=0.9, low=0.85, high=0.94)
    wrong = replace(share.figure, mean=0.6, low=0.5, high=0.7)
    assert replace(share, figure=right, before=wrong).direction == "better"
    assert replace(share, figure=wrong, before=right).direction == "worse"
    assert replace(share, before=share.figure).direction == "same"
    assert replace(share, better=None).direction is None


def test_a_change_that_chance_explains_has_no_good_or_bad() -> None:
    # One application of one was right first time on the first day, none of one on the second.
    assert (card("first_time_right_rate").change, card("first_time_right_rate").direction) == (-1.0, "chance")
    # Two values bound no median.
    assert card("cycle_time_median").direction == "chance"


@pytest.mark.parametrize("name", ["submitted", "finished", "open_applications"])
def test_counts_that_follow_demand_have_no_direction(name: str) -> None:
    of = card(name)
    busier = replace(of, figure=replace(of.figure, mean=900.0), before=replace(of.before, mean=100.0))
    assert (busier.change, busier.direction) == (800.0, None)


def test_the_board_shows_all_its_cards_and_charts() -> None:
    shown = board(Measures.of(day_log()), SECOND_DAY)
    assert tuple(card.name for card in shown.cards) == CARDS
    assert (shown.previous, shown.at) == (Period(hour(0), hour(24)), hour(48))
    assert (shown.freq, shown.cases) == ("hour", 4)
    frames = (shown.wip, shown.flow, shown.on_time, shown.ageing, shown.stages, shown.nodes, shown.edges)
    assert all(len(frame) for frame in frames)


def test_filters_reach_every_part() -> None:
    shown = board(Measures.of(day_log()), replace(SECOND_DAY, region=("north",)))
    # In the north only A3 is there on the second day: in review from 30 to 33, withdrawn at 34.
    assert shown.cases == 2
    assert shown.nodes["stage"].tolist() == ["review"]
    assert shown.flow[["submitted", "withdrawn"]].sum().tolist() == [1, 1]
    assert shown.ageing.empty


def test_an_empty_log_has_an_empty_board() -> None:
    log = log_of(9, applications=[application("A1", 0)]).where(np.array([False]))
    shown = board(Measures.of(log), Filters())
    assert shown.cases == 0
    assert (shown.stages.empty, shown.nodes.empty, shown.edges.empty, shown.ageing.empty) == (True,) * 4
    assert shown.wip.columns.tolist() == ["start", "stage", "open"]


def test_a_board_can_be_asked_about_the_past_and_the_future() -> None:
    measures = Measures.of(day_log())
    assert board(measures, Filters(), hour(5)).cases == 1
    ahead = board(measures, Filters(period=Period(hour(60), hour(80))), hour(48))
    assert ahead.flow["submitted"].sum() == 0
