"""What a visit costs as the run grows longer and the city larger, and what a metropolis needs of memory."""

import sys
from functools import partial

from benchmarks.measuring.command import command
from benchmarks.measuring.process import Report, report_of
from benchmarks.measuring.section import Line, Section, at_least, at_most, compared
from benchmarks.measuring.sides import alternate

DISTRICT, METROPOLIS = "one_stop_smart", "metro_city"

ABOUT = f"""\
`{DISTRICT}` is the default district with every mechanism and every lever on; `{METROPOLIS}` has 500
applications a day and 300 crews. Each run is one core's, in a process of its own that warms up on three days,
and writes its log; warm-up days of the scenario are simulated too. The runs take turns. Memory is the most
the process held: libraries, the run and its log."""


def measure(quick: bool) -> Section:
    """Run both at several lengths."""
    short, usual, long = (3, 5, 8) if quick else (10, 90, 360)
    asked = {
        "short": partial(_run, DISTRICT, short),
        "usual": partial(_run, DISTRICT, usual),
        "long": partial(_run, DISTRICT, long),
        "metropolis": partial(_run, METROPOLIS, usual),
    }
    found = alternate(asked, 1 if quick else 5, warm_up=False)
    cost = {name: [1e6 * one["seconds"] / one["count"] for one in reports] for name, reports in found.items()}
    speed = [one["count"] / one["seconds"] for one in found["usual"]]
    lines = (
        compared(f"{DISTRICT}, {usual} days", "visits/s", speed, target=at_least(120_000)),
        _grown(f"{DISTRICT}, {long} days beside {short}", cost["long"], cost["short"], 1.2),
        _grown(f"{METROPOLIS} beside {DISTRICT}, {usual} days", cost["metropolis"], cost["usual"], 1.5),
        compared(
            f"{METROPOLIS}, {usual} days: memory",
            "MB",
            [one["peak_mb"] for one in found["metropolis"]],
            target=at_most(1_000),
        ),
    )
    return Section("Growth of the twin", ABOUT, lines, libraries=("simpy", "numpy", "pandas"))


def _run(name: str, days: int) -> Report:
    return report_of("benchmarks.contestants.twin_run", name, days)


def _grown(what: str, larger: list[float], smaller: list[float], most: float) -> Line:
    """How much dearer a visit is, run by run."""
    ratios = [big / small for big, small in zip(larger, smaller, strict=True)]
    return compared(f"{what}: cost of a visit", "ratio", ratios, target=at_most(most))


if __name__ == "__main__":
    sys.exit(command("twin_growth", measure))
