from benchmarks.fuzz import proof_of

SAID = """\
test_a.py::test_one:

  - during generate phase (0.15 seconds):
    - 5,000 passing, 0 failing, and 12 invalid test cases

test_a.py::test_two:

  - during generate phase (0.04 seconds):
    - 6 passing, 4 failing, and 0 invalid test cases
"""


def test_properties_failures_and_examples_are_read_from_what_pytest_said() -> None:
    proof = proof_of(f"{SAID}\n1 failed, 1 passed, 3 deselected in 3.18s\n", seconds=4.0)
    assert (proof.properties, proof.failures, proof.examples) == (2, 1, 5006)
    assert not proof.holds


def test_properties_that_all_pass_hold() -> None:
    assert proof_of("== 2 passed, 1 warning in 3.18s ==", seconds=4.0).holds


def test_no_property_at_all_proves_nothing() -> None:
    assert not proof_of("no tests ran in 0.02s", seconds=1.0).holds


def test_an_error_before_any_property_is_a_failure() -> None:
    assert not proof_of("1 passed, 1 error in 0.52s", seconds=1.0).holds
