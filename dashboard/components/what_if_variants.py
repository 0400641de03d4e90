"""The variants of a what-if: choose the one on the table, add, copy, rename, remove."""

from collections.abc import Callable, Collection
from itertools import count

import streamlit as st

from dashboard import asking
from dashboard.components.what_if_changes import labels
from dashboard.words import t
from dashboard.words.plain import plain
from workbench.variant import LONGEST_NAME, Variant
from workbench.what_if import MOST_VARIANTS, WhatIf

_EDITED, _NAME = "what_if_edited", "what_if_name"


def show(what_if: WhatIf) -> None:
    """Draw the variants in a line, with what can be done to the one on the table."""
    place, variants = asking.edited(), what_if.variants
    full = len(variants) >= MOST_VARIANTS
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choose(what_if, place)
        _button("add", t("Add"), ":material/add:", full, lambda: _add(what_if, Variant()))
        copied = variants[place]
        _button("copy", t("Duplicate"), ":material/content_copy:", full, lambda: _add(what_if, copied))
        with st.popover(t("Rename"), icon=":material/edit:"):
            _rename(what_if, place)
        last = len(variants) == 1
        _button("remove", t("Remove"), ":material/delete:", last, lambda: asking.remove(place))


def _choose(what_if: WhatIf, place: int) -> None:
    shown = [plain(label) for label in labels(what_if)]
    st.session_state[_EDITED] = place
    st.segmented_control(
        t("Variant"),
        range(len(shown)),
        format_func=shown.__getitem__,
        key=_EDITED,
        on_change=lambda: asking.edit(st.session_state[_EDITED]),
        required=True,
        label_visibility="collapsed",
    )


def _button(key: str, label: str, icon: str, disabled: bool, act: Callable[[], None]) -> None:
    st.button(label, icon=icon, key=f"what_if_{key}", on_click=act, disabled=disabled, type="tertiary")


def _add(what_if: WhatIf, like: Variant) -> None:
    asking.add(like, _next_name(labels(what_if)))


def _next_name(taken: Collection[str]) -> str:
    return next(name for n in count(2) if (name := t("Variant {n}", n=n)) not in taken)


def _rename(what_if: WhatIf, place: int) -> None:
    st.session_state[_NAME] = labels(what_if)[place]
    st.text_input(
        t("Name of the variant"),
        max_chars=LONGEST_NAME,
        key=_NAME,
        on_change=lambda: _renamed(what_if, place, st.session_state[_NAME].strip()),
    )


def _renamed(what_if: WhatIf, place: int, name: str) -> None:
    """Take the name, unless it is empty or another variant's."""
    others = [label for other, label in enumerate(labels(what_if)) if other != place]
    if name and name not in others:
        asking.change(name=name)
