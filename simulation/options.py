"""What the command lines that run scenarios share: how long, with what luck, on what, told how."""

import argparse
import sys

from simulation.pool import default_workers
from simulation.study import Progress


def add_run_options(command: argparse.ArgumentParser) -> None:
    """Let a command be told days, seed, workers and form."""
    add = command.add_argument
    add("--days", type=int, metavar="N", help="days measured after the warm-up (default: the scenario's)")
    add("--seed", type=int, default=1, metavar="N", help="of all chance (default %(default)s)")
    add_workers(command)


def add_workers(command: argparse.ArgumentParser) -> None:
    """Let a command be told on how many processes it runs, and whether a machine reads it."""
    add = command.add_argument
    add("--workers", type=int, default=default_workers(), metavar="N", help="processes (default: all cores)")
    add("--json", action="store_true", help="print JSON instead of a table")


def terminal_progress() -> Progress | None:
    """Progress for a terminal; None where nobody watches."""
    return _show if sys.stderr.isatty() else None


def _show(done: int, total: int) -> None:
    print(f"\r{done} of {total} runs", end="\n" if done == total else "", file=sys.stderr, flush=True)
