"""The log every reader meets first: the one-stop service, simulated once and kept on disk."""

import hashlib
import logging
import os
import threading
from pathlib import Path

import simulation
from dashboard import state
from dashboard.components.watched import Share, watch
from dashboard.shelf import FIRST, OpenLog, shelf
from dashboard.words import t
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io import read_log, write_log
from scenarios import load, to_yaml
from scenarios.scenario import Scenario
from workbench.versions import version

SCENARIO, SEED = "one_stop", 1

_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()
_share = Share()


def desk() -> OpenLog:
    """Give the log on the desk, and make the first one where there is none yet, telling how far it is."""
    return state.current_log() or watch(t("Simulating the one-stop service"), make, _share)


def make() -> OpenLog:
    """Put the first log on the shelf: from disk where it was simulated before, by the same program."""
    with _one_at_a_time:
        return shelf().get(FIRST) or _made()


def folder() -> Path:
    """Where the application keeps its data."""
    return Path(os.environ.get("SWITCHBOARD_VAR", "var"))


def _made() -> OpenLog:
    scenario = load(SCENARIO)
    file = folder() / "first" / f"{fingerprint(scenario)}.parquet"
    log = _kept(file) or _simulated(scenario, file)
    first = OpenLog(log, scenario.in_force.terms(), "", FIRST, scenario.horizon.warm_up_days)
    shelf().put(first)
    return first


def fingerprint(scenario: Scenario) -> str:
    """Name that changes with the program and with anything the run depends on."""
    text = f"{version()} {SEED} {to_yaml(scenario)}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _kept(file: Path) -> EventLog | None:
    """The log of an earlier start; None where there is none or its file is damaged."""
    try:
        return read_log(file).log if file.exists() else None
    except InputError:
        _log.warning("%s is damaged; it is simulated anew", file)
        return None


def _simulated(scenario: Scenario, file: Path) -> EventLog:
    log = simulation.run(scenario, SEED, progress=_tell)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_log(log, file)
    except OSError as error:
        _log.warning("%s cannot be kept, so the next start simulates again: %s", file, error)
    return log


def _tell(done: float, total: float) -> None:
    _share.tell(done / total if total else 0.0)
