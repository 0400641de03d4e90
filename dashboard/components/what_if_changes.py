"""What a what-if changes against its base, in words."""

import streamlit as st

from dashboard import asking
from dashboard.components.what_if_controls import DISPATCH, words_of
from dashboard.words import name, t
from dashboard.words.formats import percent
from scenarios import Scenario
from workbench.crew_table import places
from workbench.what_if import WhatIf


def show(what_if: WhatIf) -> bool:
    """Draw the changes as a line of badges, and tell whether there are any."""
    changes = describe(what_if, asking.base_of(what_if.scenario, what_if.days))
    if changes:
        st.markdown(" ".join(f":blue-badge[{change}]" for change in changes))
    else:
        st.caption(t("Nothing differs from the base yet."))
    return bool(changes)


def describe(what_if: WhatIf, base: Scenario) -> list[str]:
    """Say each change in a few words."""
    return [
        *_crews(what_if, base),
        *_demand(what_if, base),
        *_levers(what_if, base),
        *_dispatch(what_if, base),
    ]


def _crews(what_if: WhatIf, base: Scenario) -> list[str]:
    where = places(base)
    sizes = {group.name: group.size for group in base.workforce.crews}
    return [
        t(
            "{skill}, {region}: {before} → {after}",
            skill=" + ".join(name(skill) for skill in where[group][1].split(" + ")),
            region=name(where[group][0]),
            before=sizes[group],
            after=crews,
        )
        for group, crews in what_if.crews.items()
        if crews != sizes[group]
    ]


def _demand(what_if: WhatIf, base: Scenario) -> list[str]:
    if what_if.demand is None or what_if.demand == base.demand.scale:
        return []
    before, after = percent(base.demand.scale), percent(what_if.demand)
    return [t("Applications: {before} → {after}", before=before, after=after)]


def _levers(what_if: WhatIf, base: Scenario) -> list[str]:
    return [
        _switched(words_of(base.mechanisms[lever].title), on)
        for lever, on in what_if.levers.items()
        if on != base.levers.get(lever, False)
    ]


def _switched(lever: str, on: bool) -> str:
    return t("{lever}: on", lever=lever) if on else t("{lever}: off", lever=lever)


def _dispatch(what_if: WhatIf, base: Scenario) -> list[str]:
    return [t(DISPATCH[what_if.dispatch])] if what_if.dispatch not in (None, base.dispatch) else []
