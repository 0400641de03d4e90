"""What the figures were taken on, without naming the machine."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def machine(libraries: Iterable[str] = ()) -> str:
    """Describe processor, Python and libraries in one sentence."""
    made_with = ", ".join(f"{name} {version(name)}" for name in libraries)
    where = f"{_cores()} cores of {_processor()}, {platform.system()}, Python {platform.python_version()}"
    return f"{where}; {made_with}." if made_with else f"{where}."


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
