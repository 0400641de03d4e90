from benchmarks.measuring.section import Line, Section, at_least, at_most, compared, number
from benchmarks.measuring.spread import Spread

SPEED = compared(
    "speed", "events/s", [90_000.0, 110_000.0, 120_000.0], "other", [1e5, 1e5, 1e5], at_least(100_000)
)


def test_a_line_tells_both_sides_their_ratio_and_the_verdict() -> None:
    assert SPEED.cells() == [
        "speed",
        "events/s",
        "110,000 (90,000 to 120,000; 3)",
        "other",
        "100,000",
        "1.1 (0.9 to 1.2; 3)",
        "at least 100,000",
        "reached",
    ]


def test_the_median_decides_whether_a_target_is_reached() -> None:
    assert at_most(300).verdict(Spread(301, 1, 900, 3)) == "**not reached**"
    assert at_most(300).verdict(Spread(300, 1, 900, 3)) == "reached"
    assert at_least(300).verdict(Spread(299, 1, 900, 3)) == "**not reached**"


def test_a_figure_that_could_not_be_taken_does_not_reach_its_target() -> None:
    line = Line("speed", "events/s", None, "the file is not at hand", target=at_least(5))
    assert line.cells()[2:] == ["", "the file is not at hand", "", "", "at least 5", "**not measured**"]


def test_a_figure_without_a_target_is_only_reported() -> None:
    assert compared("speed", "visits/s", [7.0]).cells() == ["speed", "visits/s", "7", "", "", "", "", ""]


def test_a_section_is_a_title_words_a_table_and_how_it_was_taken() -> None:
    text = Section("Import", "How it was done.", (SPEED,), notes=("A note.",)).markdown("Taken today.")
    assert text.startswith("## Import\n\nHow it was done.\n\n| Measured | Unit |")
    assert text.endswith("| reached |\n\n- A note.\n- Taken today.\n")
    assert len({line.count("|") for line in text.splitlines() if line.startswith("|")}) == 1


def test_numbers_show_three_digits_that_count() -> None:
    assert [number(x) for x in (1234567.8, 123.4, 12.34, 0.012345, 0)] == [
        "1,234,568",
        "123",
        "12.3",
        "0.0123",
        "0",
    ]
