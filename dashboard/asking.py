"""The what-if on the page and the job that answers it; both are kept in the address."""

from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from dashboard import address
from dashboard.jobs import Job, Jobs
from domain.errors import InputError
from scenarios import Scenario
from simulation.comparison import Comparison
from simulation.pool import default_workers
from workbench.link import KEYS, from_query, to_query
from workbench.what_if import WhatIf, comparing

FIRST = WhatIf("one_stop", days=30)
"""What is asked before anything is chosen: a month, ten runs."""
RUN = "run"
"""Key of the job in the address."""
ADDRESS_KEYS = (*KEYS, RUN)


@cache
def jobs() -> Jobs:
    """Give the one list of background work of this server."""
    return Jobs()


@lru_cache(maxsize=32)
def base_of(scenario: str, days: int | None) -> Scenario:
    """Give the base of a what-if; kept, for a page asks at every turn."""
    return WhatIf(scenario, days=days).base()


def asked() -> WhatIf:
    """Give the what-if in the address, or the first one.

    Raises
    ------
    InputError
        When the address, which may be anybody's link, cannot be understood.
    """
    said = ((key, address.first(key)) for key in KEYS)
    return _read(tuple((key, value) for key, value in said if value is not None))


def ask(what_if: WhatIf) -> None:
    """Put a what-if on the page and into the address."""
    query = to_query(what_if)
    for key in KEYS:
        address.put(key, *([query[key]] if key in query else []))


def change(**changes: Any) -> None:
    """Change fields of the what-if on the page; another base scenario takes all other changes away."""
    before = asked()
    if "scenario" in changes:
        before = WhatIf(
            changes["scenario"], days=before.days, replications=before.replications, seed=before.seed
        )
    after = replace(before, **changes)
    ask(after.tidied(base_of(after.scenario, after.days)))


def start(what_if: WhatIf) -> None:
    """Begin to answer in the background; an answer still under way is given up."""
    if (before := job()) is not None:
        before.cancel()
    address.put(RUN, jobs().start(lambda job: _answer(what_if, job), about=what_if).key)


def job() -> Job | None:
    """Give the job of this address; None when there is none or it is forgotten."""
    return jobs().get(address.first(RUN))


def forgotten() -> bool:
    """Whether a job was started whose result is no longer kept."""
    return address.first(RUN) is not None and job() is None


def unreadable() -> str | None:
    """Give the sentence that says why the address cannot be understood; None when it can."""
    try:
        asked()
    except InputError as error:
        return str(error)
    return None


@lru_cache(maxsize=256)
def _read(query: tuple[tuple[str, str], ...]) -> WhatIf:
    """Read parameters and try them on their base; a base left out is the first what-if's."""
    if not query:
        return FIRST
    what_if = from_query({"scenario": FIRST.scenario, **dict(query)})
    what_if.variant()
    return what_if


def _answer(what_if: WhatIf, job: Job) -> Comparison | None:
    """Compare while telling the job how far it is; the last comparison is the complete one."""
    job.progress(0, 2 * what_if.replications)
    comparison = None
    for comparison in comparing(what_if, default_workers(), job.cancelled):
        job.progress(comparison.finished, comparison.planned)
        job.show(comparison)
    return comparison
