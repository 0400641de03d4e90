"""The twin beside a plain SimPy model with the same features."""

import sys
from functools import partial

from benchmarks.measuring.command import command
from benchmarks.measuring.process import Report, report_of
from benchmarks.measuring.section import Line, Section, at_least, compared_to_reach
from benchmarks.measuring.sides import alternate

SCENARIO = "one_stop_smart"

ABOUT = f"""\
`{SCENARIO}` is the default district with every mechanism and every lever on. The peer is
`contestants/plain_district`: SimPy as most models are written, with a generator for each application, crew,
enquiry and complaint, an event for each wait, AnyOf for waits with an end and interrupts for emergencies.
Both make the same customers, luck, rosters and failures ready with the same code, which counts as their time;
a test holds what they tell of them together. The twin writes its whole log, deadlines and answers to surveys
included; the peer keeps lists and asks nobody afterwards, which is in its favour. Each run is one core's, in
a process of its own that warms up on three days; the sides take turns."""


def measure(quick: bool) -> Section:
    """Run both in turns."""
    days, repeats = (5, 1) if quick else (90, 5)
    sides = {"ours": partial(_run, "twin_run", days), "theirs": partial(_run, "district_simpy", days)}
    found = alternate(sides, repeats, warm_up=False)
    return Section("Twin beside plain SimPy", ABOUT, _lines(days, found), libraries=("simpy", "numpy"))


def _run(module: str, days: int) -> Report:
    return report_of(f"benchmarks.contestants.{module}", SCENARIO, days)


def _lines(days: int, found: dict[str, list[Report]]) -> tuple[Line, ...]:
    rates = {name: [one["count"] / one["seconds"] for one in reports] for name, reports in found.items()}
    what, peer = f"{SCENARIO}, {days} days", "plain SimPy"
    return compared_to_reach(what, "visits/s", rates["ours"], peer, rates["theirs"], at_least(3))


if __name__ == "__main__":
    sys.exit(command("twin_features", measure))
