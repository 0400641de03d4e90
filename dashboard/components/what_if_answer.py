"""The answer to a what-if in each of its states: none yet, running, cancelled, failed, done, out of date."""

import streamlit as st

from dashboard import asking
from dashboard.components import (
    running,
    what_if_cards,
    what_if_changes,
    what_if_charts,
    what_if_day,
    what_if_downloads,
    what_if_table,
    who_paid,
)
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.words import t
from dashboard.words.told import told
from simulation.comparison import Comparison
from workbench.what_if import WhatIf
from workbench.what_if_frames import cards


def show(what_if: WhatIf) -> None:
    """Draw what is known of the answer."""
    job = asking.job()
    if job is None:
        _nothing_yet(what_if)
    elif not job.status.ended:
        running.show(job.key, _progress, "what_if", _so_far)
    else:
        _ended(job, what_if)


def _nothing_yet(what_if: WhatIf) -> None:
    if asking.forgotten():
        st.info(t("The result of this link is no longer kept; run it again."), icon=":material/history:")
        return
    st.info(
        t(
            "Choose what changes, then run it: base and what-if meet the same customers, {n} times each, "
            "and the difference is shown with its 95 % interval.",
            n=what_if.replications,
        ),
        icon=":material/lightbulb:",
    )


def _so_far(job: Job) -> None:
    if job.status.partial is not None:
        _figures(job.about, job.status.partial)


def _progress(job: Job) -> str:
    return t(
        "{done} of {total} runs; verdicts are given at the end", done=job.status.done, total=job.status.total
    )


def _ended(job: Job, what_if: WhatIf) -> None:
    status = job.status
    if job.about != what_if:
        _out_of_date(job.about)
    if status.state is JobState.FAILED:
        st.error(told(status.error or UNEXPECTED), icon=":material/error:")
    elif status.state is JobState.CANCELLED:
        st.warning(_cancelled(job), icon=":material/stop_circle:")
    if status.state is JobState.DONE:
        _everything(job.about, status.result)
    elif status.partial is not None:
        _figures(job.about, status.partial)


def _out_of_date(answered: WhatIf) -> None:
    with st.container(border=True):
        st.markdown(f":material/update: {t('The choices changed since this run. It answered:')}")
        what_if_changes.show(answered)


def _cancelled(job: Job) -> str:
    return t(
        "Cancelled after {done} of {total} runs; figures so far carry no verdict.",
        done=job.status.done,
        total=job.status.total,
    )


def _everything(answered: WhatIf, comparison: Comparison) -> None:
    base = asking.base_of(answered)
    if not any(what_if_changes.describe(variant, base) for variant in answered.variants):
        st.info(t("Nothing was changed: both sides are the base."), icon=":material/drag_handle:")
    _figures(answered, comparison)
    sides = what_if_changes.sides_of(answered)
    what_if_charts.show(comparison, sides, base)
    with st.container(border=True):
        what_if_day.show(answered, sides)
    who_paid.show(answered, sides)
    what_if_downloads.show(answered, comparison)


def _figures(answered: WhatIf, comparison: Comparison) -> None:
    """Cards of the one variant, or a table of several."""
    if len(answered.variants) == 1:
        what_if_cards.show(cards(comparison), comparison.primary)
    else:
        what_if_table.show(comparison, what_if_changes.labels(answered))
    st.caption(
        t(
            "Means over runs; in brackets the 95 % interval of the paired difference. "
            "The first figure is judged at 5 %, the others are adjusted for being looked at beside it (Holm)."
        )
    )
