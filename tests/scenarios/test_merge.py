"""Differences laid over a base."""

from scenarios.merge import merge


def test_mappings_meet_key_by_key():
    assert merge({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"y": 5}}) == {"a": {"x": 1, "y": 5}, "b": 3}


def test_named_things_meet_by_name_and_new_ones_are_appended():
    base = [{"name": "p", "size": 1}, {"name": "q", "size": 2}]
    laid = merge(base, [{"name": "q", "size": 9}, {"name": "r", "size": 3}])
    assert laid == [{"name": "p", "size": 1}, {"name": "q", "size": 9}, {"name": "r", "size": 3}]


def test_other_lists_are_replaced():
    assert merge({"hours": [1, 2]}, {"hours": [3]}) == {"hours": [3]}


def test_null_takes_a_value_away():
    assert merge({"hold": {"cause": "x"}}, {"hold": None}) == {"hold": None}


def test_neither_side_is_changed():
    base, difference = {"a": {"x": 1}}, {"a": {"y": 2}}
    merge(base, difference)
    assert (base, difference) == ({"a": {"x": 1}}, {"a": {"y": 2}})
