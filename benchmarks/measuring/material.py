"""Logs to measure on, made once and kept in the temporary folder until what makes them changes."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import simulation
from benchmarks.measuring.process import ROOT
from domain.eventlog import EventLog
from domain.io import read_log, write_log
from domain.terms import Terms
from scenarios import Scenario, load

SEED = 20261124
FOLDER = Path(tempfile.gettempdir()) / "switchboard-benchmarks"

MAKERS = ("domain", "scenarios", "simulation", "benchmarks/measuring")
"""Packages whose change makes kept files worthless."""


def city_log(quick: bool) -> tuple[EventLog, Terms]:
    """A twin run of at least 1,000,000 visits of at least 100,000 applications, and the terms to judge it by.

    Parameters
    ----------
    quick : a run of three weeks of one district instead.
    """
    scenario = _city(days=21, times=1) if quick else _city(days=365, times=5)
    path = kept("quick.parquet" if quick else "city.parquet", lambda draft: _run(scenario, draft))
    return read_log(path).log, scenario.in_force.terms()


def real_data(name: str) -> Path | None:
    """Path of a file or folder that nobody here made; None where these are not at hand."""
    path = Path(os.environ.get("SWITCHBOARD_DATA", ROOT.parent / "shared" / "data")) / name
    return path if path.exists() else None


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """Give a file of our own, and make it where it is not there yet.

    Parameters
    ----------
    make : writes it to the path it is given, whose ending is the name's.
    """
    folder = FOLDER / _fingerprint()
    path = folder / name
    if not path.exists():
        _forget_others(folder)
        draft = folder / f"draft-{name}"
        try:
            make(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return path


def _forget_others(folder: Path) -> None:
    """Make the folder, and remove what earlier versions of the program have made."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in FOLDER.iterdir():
        if other != folder:
            shutil.rmtree(other)


@cache
def _fingerprint() -> str:
    """Digest of the sources of all that makes the files."""
    digest = hashlib.sha256()
    for package in MAKERS:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _city(days: int, times: int) -> Scenario:
    """The one-stop service of a place so many times as large: in customers and in people for them."""
    base = load("one_stop")
    return base.vary(
        name="city",
        days=days,
        demand_scale=float(times),
        crews={group.name: group.size * times for group in base.workforce.crews},
        desks={department: desk.size * times for department, desk in base.workforce.desks.items()},
    )


def _run(scenario: Scenario, path: Path) -> None:
    write_log(simulation.run(scenario, SEED), path)
