"""What the model of then said of the last part of the log, hour by hour, beside lists without a model."""

import streamlit as st

from dashboard import cached
from dashboard.charts import hindsight as charts
from dashboard.components import panel
from dashboard.components.risk_choices import CAPACITIES, Asked
from dashboard.foretelling import Foretold
from dashboard.words import formats, name, t
from models.hindsight import Hindsight


def show(found: Foretold, asked: Asked, zone: str) -> None:
    """Draw calibration, lead time and what alarms cost."""
    past = found.outlook.past.get(asked.kind)
    if past is None:
        return
    st.subheader(t("What it would have been worth"), anchor=False)
    st.caption(_how(past, asked, zone))
    frames = cached.alarms_judged(found.made_at, asked.kind, asked.costs, asked.capacity, CAPACITIES, past)
    left, right = st.columns(2)
    with left:
        panel.show(t("What was said and what came"), past.calibration(), charts.calibration, _off(past))
    with right:
        panel.show(t("How soon the late were told"), frames.told_ahead, charts.told_ahead, _looks(asked))
    left, right = st.columns(2)
    with left:
        panel.show(
            t("Cost by number of looks"),
            frames.by_capacity,
            lambda frame: charts.by_capacity(frame, past.step_hours),
            _saved(),
        )
    with right:
        panel.show(t("Cost by threshold"), frames.by_threshold, charts.by_threshold, _best())


def _how(past: Hindsight, asked: Asked, zone: str) -> str:
    return t(
        "A model that knew the log up to {since} was asked about what came after, every {step} "
        "working hours: {n} deadlines ({kind}), of which {late} were "
        "missed.",
        step=past.step_hours,
        since=formats.instant(past.since, zone),
        n=past.promises,
        kind=name(asked.kind, "deadline_of"),
        late=past.missed,
    )


def _off(past: Hindsight) -> str:
    model, rule = past.brier()
    return t(
        "On the dashed line what was said came. Points hold equally many deadlines, each counted once; "
        "whiskers: 95 % interval. Brier score {model}, by the rate of the type {rule}; less is better.",
        model=formats.number(model, 3),
        rule=formats.number(rule, 3),
    )


def _looks(asked: Asked) -> str:
    return t("With {n} looks at each of these hours; each application is looked at once.", n=asked.capacity)


def _saved() -> str:
    return t("Who is looked at before the deadline is taken as saved, so costs are the least they can be.")


def _best() -> str:
    return t(
        "The diamond is the threshold that the costs give beforehand; the curve shows whether it was good."
    )
