"""The bar of filters: period, the usual dimensions, any other attribute; all kept in the address."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, cached
from dashboard.components import empty, period_choice
from dashboard.shelf import OpenLog
from dashboard.words import name, t
from domain.kpi import Filters

USUAL = ("track", "department", "region")
_HAVING, _EQUALS = "having", "="
_WIDGET = "filter_{}"

Values = tuple[str, ...]


def show(opened: OpenLog, in_period: bool = True) -> Filters:
    """Draw the bar and give what it is set to; end the page where the log covers nothing of the period.

    Parameters
    ----------
    in_period : whether what is shown is of a period, which is then chosen here, or of the whole log.
    """
    choices = cached.choices(opened.key, opened)
    with st.container(horizontal=True, vertical_alignment="center", key="filter_bar"):
        whole = period_choice.covered(opened.log)
        period = period_choice.show(opened) if in_period else whole
        chosen = _chosen(choices)
        _choose(choices, chosen)
        _active(chosen)
    if period is None:
        empty.outside(period_choice.said(whole, opened.log.time_zone))
        st.stop()
    usual = {dimension: chosen.get(dimension, ()) for dimension in USUAL}
    others = {dimension: values for dimension, values in chosen.items() if dimension not in USUAL}
    return Filters(period=period, attributes=others, **usual)


def _chosen(choices: Mapping[str, Values]) -> dict[str, Values]:
    """What the address asks for, as far as this log has it."""
    asked = {dimension: address.get(dimension) for dimension in USUAL}
    for pair in address.get(_HAVING):
        dimension, _, value = pair.partition(_EQUALS)
        asked[dimension] = (*asked.get(dimension, ()), value)
    return {d: kept for d in choices if (kept := tuple(v for v in asked.get(d, ()) if v in choices[d]))}


def _choose(choices: Mapping[str, Values], chosen: Mapping[str, Values]) -> None:
    count = len(chosen)
    label = t("Filters ({n})", n=count) if count else t("Filters")
    with st.popover(label, icon=":material/filter_list:"):
        useful = [dimension for dimension, values in choices.items() if len(values) > 1]
        if not useful:
            st.caption(t("This log has nothing to filter by."))
        for dimension in (d for d in USUAL if d in useful):
            _pick(dimension, choices[dimension], chosen)
        others = [d for d in useful if d not in USUAL]
        if others:
            with st.expander(t("Other attributes"), expanded=any(d in chosen for d in others)):
                for dimension in others:
                    _pick(dimension, choices[dimension], chosen)


def _pick(dimension: str, values: Values, chosen: Mapping[str, Values]) -> None:
    key = _WIDGET.format(dimension)
    st.session_state[key] = list(chosen.get(dimension, ()))
    st.multiselect(
        name(dimension),
        values,
        format_func=lambda value: name(value, dimension),
        key=key,
        placeholder=t("All"),
        on_change=lambda: _keep(dimension, tuple(st.session_state[key])),
    )


def _keep(dimension: str, values: Values) -> None:
    if dimension in USUAL:
        address.put(dimension, *values)
        return
    others = [pair for pair in address.get(_HAVING) if pair.partition(_EQUALS)[0] != dimension]
    address.put(_HAVING, *others, *(f"{dimension}{_EQUALS}{value}" for value in values))


def _active(chosen: Mapping[str, Values]) -> None:
    """One pill per dimension that is filtered; a click on it removes the filter."""
    if not chosen:
        return
    key = _WIDGET.format("active")
    st.session_state[key] = list(chosen)
    st.pills(
        t("Active filters; click one to remove it"),
        list(chosen),
        selection_mode="multi",
        format_func=lambda dimension: _said(dimension, chosen[dimension]),
        key=key,
        on_change=lambda: _keep_only(chosen, st.session_state[key]),
        label_visibility="collapsed",
    )


def _keep_only(chosen: Mapping[str, Values], kept: Sequence[str]) -> None:
    for dimension in chosen:
        if dimension not in kept:
            _keep(dimension, ())


def _said(dimension: str, values: Values) -> str:
    first = name(values[0], dimension)
    more = f" +{len(values) - 1}" if len(values) > 1 else ""
    return f"{name(dimension)}: {first}{more} ✕"
