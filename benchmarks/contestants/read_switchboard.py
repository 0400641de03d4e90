"""Read a log file with the product: ``python -m benchmarks.contestants.read_switchboard FILE SMALL_FILE``."""

import sys

from benchmarks.measuring.plain import count_events
from benchmarks.measuring.process import tell_timed
from domain.io import read_log


def events_in(path: str) -> int:
    """Read a file and say how many events it told."""
    result = read_log(path)
    return result.events if result.mapping else count_events(result.log)


if __name__ == "__main__":
    tell_timed(lambda: events_in(sys.argv[1]), warm_up=lambda: events_in(sys.argv[2]))
