"""What a dispatcher has changed by hand, and the plans made so far; both last as long as the session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.planning import Question, question
from domain.plan import VisitKey
from workbench.crew_plan import NOTHING_CHANGED, Planned
from workbench.open_work import OpenWork
from workbench.plan_changes import Changes, Kept

_CHANGES, _PLANS, _MADE = "_plan_changes", "_plans", "_plans_made"
MOST_PLANS = 8


def changes() -> Changes:
    """What is changed by hand of the question on the page; another question has its own."""
    stored: tuple[Question, Changes] | None = st.session_state.get(_CHANGES)
    return stored[1] if stored is not None and stored[0] == question() else NOTHING_CHANGED


def change(**changed: Any) -> None:
    """Change some of it."""
    st.session_state[_CHANGES] = (question(), replace(changes(), **changed))


def keep(kept: Sequence[Kept], work: OpenWork) -> None:
    """Set visits by hand.

    Raises
    ------
    InputError : what cannot be done; nothing is set then.
    """
    keys = {one.key for one in kept}
    others = tuple(one for one in changes().kept if one.key not in keys)
    changed = replace(changes(), kept=(*others, *kept))
    changed.of(work)
    change(kept=changed.kept)


def release(keys: Collection[VisitKey]) -> None:
    """Let visits go where they like."""
    change(kept=tuple(one for one in changes().kept if one.key not in keys))


def forget() -> None:
    """Begin with nothing changed."""
    st.session_state.pop(_CHANGES, None)


@dataclass(frozen=True, eq=False)
class Made:
    """A plan of this session.

    Attributes
    ----------
    number : counted from 1.
    """

    number: int
    found: Planned


def note(found: Planned) -> None:
    """Remember a plan that is finished, once."""
    made = list(plans())
    if all(one.found is not found for one in made):
        number = st.session_state.get(_MADE, 0) + 1
        st.session_state[_MADE] = number
        st.session_state[_PLANS] = [*made, Made(number, found)][-MOST_PLANS:]


def plans() -> Sequence[Made]:
    """The last plans of this session, in the order they were made."""
    made: list[Made] = st.session_state.get(_PLANS, [])
    return made
