from functools import partial

from benchmarks.measuring.sides import alternate, seconds, seconds_of


def test_sides_take_turns_after_each_was_warmed_up() -> None:
    called: list[str] = []
    alternate({"A": partial(called.append, "A"), "B": partial(called.append, "B")}, repeats=2)
    assert "".join(called) == "AB" + "ABAB"


def test_what_the_warm_up_gave_is_forgotten() -> None:
    numbers = iter(range(10))
    assert alternate({"only": lambda: next(numbers)}, repeats=2) == {"only": [1, 2]}


def test_without_warm_up_every_call_counts() -> None:
    numbers = iter(range(10))
    assert alternate({"only": lambda: next(numbers)}, repeats=2, warm_up=False) == {"only": [0, 1]}


def test_every_repeat_of_every_side_is_timed() -> None:
    times = seconds_of({"A": lambda: None, "B": lambda: None}, repeats=3)
    assert {name: len(values) for name, values in times.items()} == {"A": 3, "B": 3}


def test_time_passes_while_work_is_done() -> None:
    assert seconds(lambda: sum(range(1000))) > 0
