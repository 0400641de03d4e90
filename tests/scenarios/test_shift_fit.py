"""Work that no shift can hold is refused before a run, where it is not to be started otherwise."""

import pytest

from domain.errors import InputError
from tests.simulation.small import constant, crew, desk, field, scenario

SPLIT = {"shifts": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}}
NIGHT = {"shifts": {"mon-sun": ["00:00-06:00", "20:00-24:00"]}}


def rosters(of):
    return {"nine_to_five": SPLIT, "always": of}


def inspecting(minutes, roster=SPLIT, unfinished="do_not_start", **work):
    stages = {"inspection": field("inspect", constant(minutes), unfinished=unfinished, **work)}
    return scenario(stages, crews=[crew("inspect", roster="always")], rosters=rosters(roster))


def test_work_longer_than_every_shift_is_refused():
    with pytest.raises(
        InputError,
        match=r"tracks\.plain: stage 'inspection' must be expected to fit a shift, since its work is "
        r"do_not_start, got 300 min and shifts of at most 240 min of the crews in 'here' "
        r"\(nearest: unfinished 'overtime' or 'resume'\)",
    ):
        inspecting(300)


def test_work_that_just_fits_or_need_not_fit_is_accepted():
    inspecting(240)
    inspecting(300, unfinished="overtime")
    inspecting(300, unfinished="resume")


def test_shifts_that_meet_at_midnight_are_one():
    """20:00 to 24:00 and 00:00 to 06:00 are ten hours."""
    inspecting(600, roster=NIGHT)
    with pytest.raises(InputError, match="got 601 min and shifts of at most 600 min"):
        inspecting(601, roster=NIGHT)


def test_papers_keyed_in_at_a_desk_are_part_of_its_work():
    post = {"at": "10:00", "roster": "nine_to_five", "rekeying": constant(41)}
    stages = {"design": {**desk("office", constant(200), unfinished="do_not_start"), "hand_over": post}}
    with pytest.raises(InputError, match="got 241 min and shifts of at most 240 min of desk 'office'"):
        scenario(stages, {"office": 1}, rosters=rosters(SPLIT))


def test_one_group_of_crews_with_a_long_shift_is_enough():
    groups = [crew("inspect"), crew("inspect", name="others", roster="always")]
    stages = {"inspection": field("inspect", constant(300), unfinished="do_not_start")}
    scenario(stages, crews=groups, rosters=rosters({"shifts": {"sat": ["08:00-16:00"]}}))
