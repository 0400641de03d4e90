"""What a what-if changes against its base, in words."""

from datetime import timedelta

import streamlit as st

from dashboard import asking
from dashboard.words import name, t
from dashboard.words.formats import date_of, number, percent
from dashboard.words.own import words_of
from dashboard.words.plain import plain
from scenarios import Scenario
from workbench.crew_table import places
from workbench.sides import BASE, side
from workbench.variant import Variant, amounts
from workbench.what_if import WhatIf


def show(what_if: WhatIf) -> bool:
    """Draw the changes of each variant as a line of badges, and tell whether there are any."""
    base = asking.base_of(what_if)
    described = [describe(variant, base) for variant in what_if.variants]
    if len(described) > 1:
        st.markdown("\n".join(map(_line, labels(what_if), described)))
    elif described[0]:
        st.markdown(_badges(described[0]))
    else:
        st.caption(t("Nothing differs from the base yet."))
    return any(described)


def labels(what_if: WhatIf) -> list[str]:
    """Names of the variants as the reader sees them."""
    return [variant.name or t("What if") for variant in what_if.variants]


def sides_of(what_if: WhatIf) -> dict[str, str]:
    """What frames call each side -> what the reader calls it, the base first."""
    return {BASE: t("Base"), **{side(place): label for place, label in enumerate(labels(what_if))}}


def describe(variant: Variant, base: Scenario) -> list[str]:
    """Say each change of a variant in a few words."""
    return [
        *_crews(variant, base),
        *_desks(variant, base),
        *_demand(variant, base),
        *_levers(variant, base),
        *_promises(variant, base),
        *_dispatch(variant, base),
        *_away(variant, base),
    ]


def group_name(base: Scenario, group: str) -> str:
    """Say which crews a group is: their skills and where they are."""
    region, skills = places(base)[group]
    return t("{skill}, {region}", skill=" + ".join(map(name, skills.split(" + "))), region=name(region))


def _line(label: str, changes: list[str]) -> str:
    said = _badges(changes) if changes else t("as the base")
    return f"- **{plain(label)}**: {said}"


def _badges(changes: list[str]) -> str:
    return " ".join(f":blue-badge[{change}]" for change in changes)


def _crews(variant: Variant, base: Scenario) -> list[str]:
    sizes = {group.name: group.size for group in base.workforce.crews}
    return [
        _changed(group_name(base, group), sizes[group], crews)
        for group, crews in variant.crews.items()
        if crews != sizes[group]
    ]


def _desks(variant: Variant, base: Scenario) -> list[str]:
    return [
        _changed(t("Desk of {department}", department=name(one, "department")), desk.size, variant.desks[one])
        for one, desk in base.workforce.desks.items()
        if variant.desks.get(one, desk.size) != desk.size
    ]


def _changed(what: str, before: float, after: float) -> str:
    return t("{what}: {before} → {after}", what=what, before=number(before), after=number(after))


def _demand(variant: Variant, base: Scenario) -> list[str]:
    if variant.demand is None or variant.demand == base.demand.scale:
        return []
    before, after = percent(base.demand.scale), percent(variant.demand)
    return [t("Applications: {before} → {after}", before=before, after=after)]


def _levers(variant: Variant, base: Scenario) -> list[str]:
    return [
        _switched(words_of(base.mechanisms[lever].title), on)
        for lever, on in variant.levers.items()
        if on != base.levers.get(lever, False)
    ]


def _switched(lever: str, on: bool) -> str:
    return t("{lever}: on", lever=lever) if on else t("{lever}: off", lever=lever)


def _promises(variant: Variant, base: Scenario) -> list[str]:
    return [
        _changed(name(level), before, variant.promises[level])
        for level, before in amounts(base).items()
        if variant.promises.get(level, before) != before
    ]


def _dispatch(variant: Variant, base: Scenario) -> list[str]:
    return [name(variant.dispatch)] if variant.dispatch not in (None, base.dispatch) else []


def _away(variant: Variant, base: Scenario) -> list[str]:
    return [
        t(
            "{crews} away {first} to {last}",
            crews=group_name(base, group),
            first=date_of(first := base.horizon.start + timedelta(days=days.first - 1)),
            last=date_of(first + timedelta(days=days.lasting - 1)),
        )
        for group, days in variant.away.items()
    ]
