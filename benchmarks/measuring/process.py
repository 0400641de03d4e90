"""Programs that run in a process of their own and tell what they measured as one line of JSON.

Only the standard library is used here: a peer's environment lacks the product's.
"""

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
"""Interpreter of the environment that `make bench-peers` makes."""

Report = dict[str, float]


class ProgramError(RuntimeError):
    """A program did not end well; the message says which and the last it said."""


def report_of(module: str, *arguments: object, python: str | Path = sys.executable) -> Report:
    """Run a module as a program and read its report.

    Raises
    ------
    ProgramError
        When it fails or ends without a report.
    """
    command = [str(python), "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout.strip().splitlines()
    if done.returncode or not said:
        last = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise ProgramError(f"{module} ended with status {done.returncode} and said: {last}")
    return {name: float(figure) for name, figure in json.loads(said[-1]).items()}


def tell_timed(work: Callable[[], int], warm_up: Callable[[], object]) -> None:
    """Warm up, time one call of the work and report it.

    Parameters
    ----------
    work : gives how many things it dealt with.
    """
    warm_up()
    start = time.perf_counter()
    count = work()
    tell(seconds=time.perf_counter() - start, count=count)


def tell(**figures: float) -> None:
    """Report figures and the most memory this process has held."""
    print(json.dumps({**figures, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """Most memory this process has held so far, in megabytes of 1,000,000 bytes."""
    try:
        # Linux hands a parent's maximum resource use on to the programs it starts; this figure begins anew.
        held = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    except OSError:
        held = None
    if held:
        return int(held[1]) * 1024 / 1e6
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used * 1024 / 1e6


def peer_version(library: str) -> str | None:
    """Version of a library in the peers' environment; None where it is not installed."""
    if not PEERS.exists():
        return None
    program = f"import importlib.metadata as m; print(m.version({library!r}))"
    done = subprocess.run([PEERS, "-c", program], capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout.strip()
