"""The scenario a reader is writing: its text, and the last state of it that could be read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard import address, own_scenarios
from scenarios import Scenario, load
from scenarios.draft import Draft, first_draft, value_in, with_values
from scenarios.load import library_names

FROM = "draft"
"""Key in the address of the scenario the text began with: a name of the library, or a saved one."""
FIRST = "one_stop"
_DESK = "_draft"


@dataclass(frozen=True)
class Desk:
    """What lies before the reader.

    Attributes
    ----------
    began : name of the scenario the text began with.
    text : as typed or as the form made it.
    revision : counts the texts that did not come from the reader's typing, so that the page can tell the
        browser when to show another.
    sound : the last scenario that could be read from it.
    """

    began: str
    text: str
    revision: int
    sound: Scenario


def desk() -> Desk:
    """Give what lies on the desk, and lay there what the address asks for."""
    held: Desk | None = st.session_state.get(_DESK)
    asked = address.first(FROM) or FIRST
    if held is None or held.began != asked:
        held = _begun(asked, 0 if held is None else held.revision + 1)
        st.session_state[_DESK] = held
    return held


def draft() -> Draft:
    """Read the text on the desk."""
    held = desk()
    found = Draft.of(held.text)
    if found.scenario is not None and found.scenario != held.sound:
        st.session_state[_DESK] = replace(held, sound=found.scenario)
    return found


def typed(text: str) -> None:
    """Take over what the reader typed."""
    st.session_state[_DESK] = replace(desk(), text=text)


def lay(text: str) -> None:
    """Put another text before the reader, such as that of an uploaded file."""
    held = desk()
    st.session_state[_DESK] = replace(held, text=text, revision=held.revision + 1)


def change(values: Mapping[tuple[str, ...], Any]) -> None:
    """Set values as the form does: what is as the base has it is left out of the text."""
    found = Draft.of(desk().text)
    base = found.base.model_dump(mode="json") if found.base else {}
    said = {path: None if value == value_in(base, path) else value for path, value in values.items()}
    lay(with_values(found.text, said))


def begin(name: str) -> None:
    """Lay a new text on the desk: a difference from a scenario of the library, or a saved text."""
    address.put(FROM, name)
    st.session_state.pop(_DESK, None)


def _begun(name: str, revision: int) -> Desk:
    begun = name if name in library_names() else FIRST
    text = own_scenarios.text_of(name) or first_draft(begun, f"my_{begun}")
    return Desk(name, text, revision, Draft.of(text).scenario or load(FIRST))
