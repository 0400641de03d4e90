"""Which period the figures speak of: a usual length before the log's end, all of it, or two dates."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard import address
from dashboard.shelf import OpenLog
from dashboard.words import formats, t
from domain.eventlog import EventLog
from domain.kpi import Period, default_period, last_days, local_span, whole_period

_PERIOD, _FROM, _TO = "period", "from", "to"
_USUAL, _ALL, _DATES = "usual", "all", "dates"
_LENGTHS = ("7", "30", "90", "365")
_CHOICE, _RANGE = "period_choice", "period_range"


def show(opened: OpenLog) -> Period | None:
    """Draw the choice and give the period; None where the log covers nothing of it."""
    log = opened.log
    asked = _asked(log)
    inside = asked.within(covered(log))
    label = said(inside or asked, log.time_zone)
    with st.popover(label, icon=":material/date_range:", help=t("Days of {zone}", zone=log.time_zone)):
        _choose_length(log)
        if address.first(_PERIOD) == _DATES:
            _choose_dates(log, inside or covered(log))
    if _ends_early(log):
        st.caption(t("Up to the last submission in the log"), width="content")
    return inside


def said(period: Period, zone: str) -> str:
    """Write the first and the last day of a period."""
    first, last = (formats.date_of(day) for day in local_span(period, zone))
    return f"{first} – {last}"


def covered(log: EventLog) -> Period:
    """What the log tells of: from the first day of a submission; the usual period may begin with it."""
    whole = whole_period(log, log.observed_until)
    first, _ = local_span(whole, log.time_zone)
    return Period(_midnight(first, log), whole.end)


def hand_on(period: Period, zone: str) -> None:
    """Ask for a period of whole days on the page that is switched to next."""
    first, last = local_span(period, zone)
    address.hand_on(_PERIOD, _DATES)
    address.hand_on(_FROM, first.isoformat())
    address.hand_on(_TO, last.isoformat())


def _asked(log: EventLog) -> Period:
    """The period the address asks for; the usual one where it asks for nothing sensible."""
    asked = address.first(_PERIOD)
    usual = default_period(log, log.observed_until)
    if asked == _ALL:
        return whole_period(log, log.observed_until)
    if asked in _LENGTHS:
        return last_days(usual.end, int(asked), log.time_zone)
    return (_between(log) if asked == _DATES else None) or usual


def _ends_early(log: EventLog) -> bool:
    """Whether the period ends before the log does and nobody asked for it."""
    end = default_period(log, log.observed_until).end
    return address.first(_PERIOD) not in (_ALL, _DATES) and end <= log.observed_until


def _between(log: EventLog) -> Period | None:
    """Days named in the address, the last one included; None where they are no period."""
    try:
        first, last = (date.fromisoformat(address.first(key) or "") for key in (_FROM, _TO))
        return Period(_midnight(first, log), _midnight(last + timedelta(days=1), log))
    except (ValueError, OverflowError):
        return None


def _midnight(day: date, log: EventLog) -> pd.Timestamp:
    return pd.Timestamp(day).tz_localize(log.time_zone, nonexistent="shift_forward", ambiguous=True)


def _choose_length(log: EventLog) -> None:
    span = whole_period(log, log.observed_until).days
    options = [_USUAL, *(length for length in _LENGTHS if int(length) < span), _ALL, _DATES]
    asked = address.first(_PERIOD)
    st.session_state[_CHOICE] = asked if asked in options else _USUAL
    st.radio(
        t("Period"),
        options,
        format_func=_said,
        key=_CHOICE,
        on_change=lambda: _keep_length(st.session_state[_CHOICE]),
    )


def _said(option: str) -> str:
    words = {_USUAL: t("Usual period"), _ALL: t("The whole log"), _DATES: t("From … to …")}
    return words.get(option) or t("Last {n} days", n=int(option))


def _keep_length(option: str) -> None:
    address.put(_PERIOD, *([] if option == _USUAL else [option]))
    if option != _DATES:
        address.put(_FROM)
        address.put(_TO)


def _choose_dates(log: EventLog, period: Period) -> None:
    first, last = local_span(covered(log), log.time_zone)
    st.session_state[_RANGE] = local_span(period, log.time_zone)
    st.date_input(
        t("Days, both included"),
        key=_RANGE,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        on_change=lambda: _keep_dates(st.session_state[_RANGE]),
    )


def _keep_dates(days: tuple[date, ...]) -> None:
    if len(days) == 2:  # after the first click there is only a start
        address.put(_FROM, days[0].isoformat())
        address.put(_TO, days[1].isoformat())
