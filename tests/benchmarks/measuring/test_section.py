from benchmarks.measuring.section import MISSED, REACHED, at_least, compared_to_reach


def test_a_ratio_to_be_reached_is_judged_pair_by_pair() -> None:
    # 6/2, 8/2 and 9/3: 3, 4 and 3, median 3.
    beside, ratio = compared_to_reach("run", "visits/s", [6, 8, 9], "peer", [2, 2, 3], at_least(3))
    assert (beside.ratio, beside.target) == (ratio.ours, None)
    assert ratio.cells()[0] == "run: ours / peer"
    assert ratio.cells()[-1] == REACHED


def test_a_ratio_below_its_target_is_missed() -> None:
    _, ratio = compared_to_reach("run", "visits/s", [5], "peer", [2], at_least(3))
    assert ratio.cells()[-1] == MISSED
