"""What a page shows, kept in its address: a link reopens it, and switching pages does not forget it.

Streamlit clears the address on a page switch, and binds widgets to it by their translated labels, so that a
link would change with the reader's language. Here it holds plain identifiers, and the session remembers them.
"""

from collections.abc import Collection

import streamlit as st

_KEPT, _PAGE = "_address", "_address_page"

Values = tuple[str, ...]


def arrive(page: str, keys: Collection[str]) -> None:
    """Begin a run on a page: take over what a link or the back button asks for, restore the rest.

    Parameters
    ----------
    keys : what this page keeps in its address; others, which the back button may bring from another page,
        are dropped.
    """
    for key in set(st.query_params) - set(keys):
        del st.query_params[key]
    kept = _kept()
    stays = st.session_state.get(_PAGE) == page
    for key in keys:
        asked = tuple(st.query_params.get_all(key))
        if asked or stays:
            kept[key] = asked
        elif kept.get(key):
            st.query_params[key] = list(kept[key])
    st.session_state[_PAGE] = page


def get(key: str) -> Values:
    """Give what the address holds under a key; empty when nothing."""
    return _kept().get(key, ())


def first(key: str) -> str | None:
    """Give the one value under a key, or None."""
    return next(iter(get(key)), None)


def put(key: str, *values: str) -> None:
    """Write values under a key; none removes it."""
    _kept()[key] = values
    if values:
        st.query_params[key] = list(values)
    elif key in st.query_params:
        del st.query_params[key]


def hand_on(key: str, *values: str) -> None:
    """Write values for the page that is switched to next; the address of this one stays as it is."""
    _kept()[key] = values


def _kept() -> dict[str, Values]:
    kept: dict[str, Values] = st.session_state.setdefault(_KEPT, {})
    return kept
