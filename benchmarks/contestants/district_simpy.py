"""A scenario in plain SimPy as a program: how fast, and with how much memory."""

import sys

from benchmarks.contestants.plain_district import District
from benchmarks.measuring.process import tell_timed
from scenarios import load

WARM_UP_DAYS = 3


def main() -> None:
    """Run the scenario (first argument) over so many days (the second) and report."""
    name, days = sys.argv[1], int(sys.argv[2])
    tell_timed(lambda: visits(name, days), warm_up=lambda: visits(name, WARM_UP_DAYS))


def visits(name: str, days: int) -> int:
    """Simulate with the diary; gives the stage visits."""
    return len(District(load(name).vary(days=days), seed=1).run().visits)


if __name__ == "__main__":
    main()
