"""The what-if on the page and the job that answers it; both are kept in the address."""

from dataclasses import fields, replace
from functools import cache, lru_cache
from typing import Any

from dashboard import address, own_scenarios
from dashboard.jobs import Job, Jobs
from domain.errors import InputError
from scenarios import Scenario
from simulation.comparison import Comparison
from simulation.pool import default_workers
from workbench.link import KEYS, from_query, to_query
from workbench.variant import Variant
from workbench.what_if import MOST_VARIANTS, WhatIf, comparing

FIRST = WhatIf("one_stop", days=30)
"""What is asked before anything is chosen: a month, ten runs."""
RUN, EDITED = "run", "variant"
"""Keys of the job, and of the number of the variant being edited, in the address."""
ADDRESS_KEYS = (*KEYS, RUN, EDITED)
_OF_VARIANT = frozenset(field.name for field in fields(Variant))


@cache
def jobs() -> Jobs:
    """Give the one list of background work of this server."""
    return Jobs()


def base_of(what_if: WhatIf) -> Scenario:
    """Give the base of a what-if."""
    return _base(what_if.scenario, what_if.days, what_if.text)


def asked() -> WhatIf:
    """Give the what-if in the address, or the first one.

    Raises
    ------
    InputError
        When the address, which may be anybody's link, cannot be understood.
    """
    said = ((key, address.first(key)) for key in KEYS)
    query = {key: value for key, value in said if value is not None}
    return _read(tuple(query.items()), own_scenarios.text_of(query.get("scenario", FIRST.scenario)))


def ask(what_if: WhatIf) -> None:
    """Put a what-if on the page and into the address."""
    query = to_query(what_if)
    for key in KEYS:
        address.put(key, *([query[key]] if key in query else []))


def hand_on(scenario: str) -> None:
    """Let the page, which is switched to next, ask about a scenario as it is."""
    for key in ADDRESS_KEYS:
        address.hand_on(key)
    address.hand_on("scenario", scenario)


def edited() -> int:
    """Place of the variant on the table, from 0."""
    said = address.first(EDITED) or ""
    last = len(asked().variants) - 1
    return min(int(said) - 1, last) if said.isdecimal() and int(said) else 0


def edit(place: int) -> None:
    """Put another variant on the table."""
    address.put(EDITED, *([str(place + 1)] if place else []))


def change(**changes: Any) -> None:
    """Change fields of the what-if, or of the variant on the table; another base takes all others away."""
    before = asked()
    if "scenario" in changes:
        changes["text"] = own_scenarios.text_of(changes["scenario"])
        before = replace(before, variants=FIRST.variants)
    own = {key: value for key, value in changes.items() if key in _OF_VARIANT}
    if own:
        variants, place = list(before.variants), edited()
        variants[place] = replace(variants[place], **own)
        changes = {"variants": tuple(variants)}
    after = replace(before, **changes)
    ask(after.tidied(base_of(after)))


def add(like: Variant, name: str) -> None:
    """Put one more variant on the table, which begins like another."""
    variants = asked().variants
    if len(variants) < MOST_VARIANTS:
        change(variants=(*variants, replace(like, name=name)))
        edit(len(variants))


def remove(place: int) -> None:
    """Take a variant away; the last one stays."""
    variants = asked().variants
    if len(variants) > 1:
        change(variants=(*variants[:place], *variants[place + 1 :]))
        edit(max(place - 1, 0))


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


@lru_cache(maxsize=32)
def _base(scenario: str, days: int | None, text: str | None) -> Scenario:
    """Read a base once: a page asks for it at every turn."""
    return WhatIf(scenario, days=days, text=text).base()


@lru_cache(maxsize=256)
def _read(query: tuple[tuple[str, str], ...], text: str | None) -> WhatIf:
    """Read parameters and try them on their base; a base left out is the first what-if's."""
    if not query:
        return FIRST
    what_if = from_query({"scenario": FIRST.scenario, **dict(query)}, text)
    what_if.scenarios()
    return what_if


def _answer(what_if: WhatIf, job: Job) -> Comparison | None:
    """Compare while telling the job how far it is; the last comparison is the complete one."""
    job.progress(0, (1 + len(what_if.variants)) * what_if.replications)
    comparison = None
    for comparison in comparing(what_if, default_workers(), job.cancelled):
        job.progress(comparison.finished, comparison.planned)
        job.show(comparison)
    return comparison
