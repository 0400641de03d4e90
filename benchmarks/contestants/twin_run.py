"""One scenario of the library through the twin, as a program: how fast, and with how much memory."""

import sys

import simulation
from benchmarks.measuring.process import tell_timed
from scenarios import load

WARM_UP_DAYS = 3


def main() -> None:
    """Run the scenario (first argument) over so many days (the second) and report."""
    name, days = sys.argv[1], int(sys.argv[2])
    tell_timed(lambda: visits(name, days), warm_up=lambda: visits(name, WARM_UP_DAYS))


def visits(name: str, days: int) -> int:
    """Simulate with the log; gives the stage visits."""
    return len(simulation.run(load(name).vary(days=days), seed=1).visits)


if __name__ == "__main__":
    main()
