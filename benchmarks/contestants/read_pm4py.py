"""Read an XES file with pm4py: ``.venv-peers/bin/python -m benchmarks.contestants.read_pm4py FILE SMALL``."""

import sys

import pm4py

from benchmarks.measuring.process import tell_timed


def events_in(path: str) -> int:
    """Read a file and say how many events it told."""
    return len(pm4py.read_xes(path))


if __name__ == "__main__":
    tell_timed(lambda: events_in(sys.argv[1]), warm_up=lambda: events_in(sys.argv[2]))
