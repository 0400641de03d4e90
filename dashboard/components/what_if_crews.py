"""The table in which crews are moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard import asking
from dashboard.words import language, name, t
from scenarios import Scenario
from workbench.crew_table import crew_table, crews_in
from workbench.variant import MOST_CREWS, Variant

_HELD = "what_if_crews_held"


@dataclass(frozen=True)
class Held:
    """What the browser's table started from, and what it last gave.

    A table whose data change under the reader's hands loses what is being typed. So the data stay as they
    were when it was drawn first; a new one is drawn when the address says something else than it gave.
    """

    number: int
    scenario: str
    variant: int
    language: str
    start: Mapping[str, int]
    given: Mapping[str, int]

    @property
    def key(self) -> str:
        """Key of the widget."""
        return f"what_if_crews_{self.number}"


def show(variant: Variant, base: Scenario) -> None:
    """Draw the table; what is edited goes into the address."""
    held = _held(variant, base)
    table = crew_table(base, held.start)
    edited = st.data_editor(
        table.rename(index=name),
        column_config={
            "_index": st.column_config.TextColumn(t("Region")),
            **{skills: _column(skills, bool(table[skills].notna().all())) for skills in table.columns},
        },
        key=held.key,
        width="stretch",
        placeholder="",
        alt=t("Crews by region and skill"),
    )
    st.caption(t("0 to {most}, whole crews", most=MOST_CREWS))
    crews = crews_in(base, edited.set_axis(table.index))
    st.session_state[_HELD] = replace(held, given=crews)
    if crews != variant.crews:
        asking.change(crews=crews)
        st.rerun()


def _held(variant: Variant, base: Scenario) -> Held:
    """Give the table on the page, or a new one where that speaks of something else."""
    held: Held | None = st.session_state.get(_HELD)
    if held is not None and _stands(held, variant, base):
        return held
    number = 0 if held is None else held.number + 1
    return Held(number, base.name, asking.edited(), language(), variant.crews, variant.crews)


def _stands(held: Held, variant: Variant, base: Scenario) -> bool:
    speaks_of = (held.scenario, held.variant, held.language, held.given)
    return held.key in st.session_state and speaks_of == (
        base.name,
        asking.edited(),
        language(),
        variant.crews,
    )


def _column(skills: str, full: bool) -> Any:
    """A column of numbers; where a region has no such crews, a cell may be empty without being marked."""
    label = " + ".join(name(skill) for skill in skills.split(" + "))
    return st.column_config.NumberColumn(
        label, min_value=0, max_value=MOST_CREWS, step=1, format="%d", required=full
    )
