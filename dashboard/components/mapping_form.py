"""The form that says what the columns of a file mean, filled with the guess."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from dashboard.uploads import Upload
from dashboard.words import mark, t
from dashboard.words.told import told
from domain.eventlog import Known
from domain.io.mapping import LogMapping

ROLES: Mapping[str, str] = {
    "case": mark("Application (case)"),
    "activity": mark("Activity"),
    "started": mark("Start of the work"),
    "completed": mark("Completion of the work"),
    "resource": mark("Person or crew"),
    "due": mark("Due date"),
}
MORE_ROLES: Mapping[str, str] = {
    "enabled": mark("Waiting since"),
    "lifecycle": mark("Step of an activity's life"),
    "department": mark("Department"),
    "submitted": mark("Time of submission"),
    "finished": mark("Time of completion of the case"),
    "withdrawn": mark("Time of withdrawal"),
}


def preview(upload: Upload) -> None:
    """Draw the first rows of the file."""
    st.subheader(t("First rows"), anchor=False)
    st.dataframe(upload.first_rows, hide_index=True, height="content")


def show(upload: Upload) -> LogMapping | None:
    """Draw the form and give the mapping it holds; None for a file that needs none."""
    if upload.guess is None:
        st.success(
            t("This log was written by Switchboard: it needs no mapping."), icon=":material/check_circle:"
        )
        return None
    st.subheader(t("What the columns mean"), anchor=False)
    with st.expander(t("What was guessed ({n})", n=len(upload.notes)), icon=":material/lightbulb:"):
        st.markdown("\n".join(f"- {told(note)}" for note in upload.notes))
    changes = _roles(upload, upload.guess, ROLES)
    with st.expander(t("More times, department, time zone")):
        changes |= _roles(upload, upload.guess, MORE_ROLES) | _zone(upload, upload.guess)
    with st.expander(t("Attributes and stages")):
        changes |= _attributes(upload, upload.guess) | _stages(upload, changes["activity"])
    return LogMapping.of({**upload.guess.model_dump(), **changes})


def _roles(upload: Upload, guess: LogMapping, roles: Mapping[str, str]) -> dict[str, Any]:
    with st.container(horizontal=True, key=f"roles_{next(iter(roles))}"):
        return {role: _role(upload, guess, role, label) for role, label in roles.items()}


def _role(upload: Upload, guess: LogMapping, role: str, label: str) -> str | None:
    guessed = getattr(guess, role)
    return st.selectbox(
        t(label),
        upload.columns,
        index=upload.columns.index(guessed) if guessed in upload.columns else None,
        key=f"{upload.key}_{role}",
        placeholder=t("none"),
        required=role == "case",
        width=230,
    )


def _zone(upload: Upload, guess: LogMapping) -> dict[str, Any]:
    zones = sorted(available_timezones())
    zone = st.selectbox(
        t("Time zone of times that do not say theirs"),
        zones,
        index=zones.index(guess.time_zone),
        key=f"{upload.key}_zone",
        required=True,
        width=320,
    )
    return {"time_zone": zone}


def _attributes(upload: Upload, guess: LogMapping) -> dict[str, Any]:
    named = dict(guess.case_attributes)
    kept = st.multiselect(
        t("Attributes of the application to keep"),
        list(named),
        default=list(named),
        key=f"{upload.key}_attributes",
        placeholder=t("none"),
    )
    later = st.multiselect(
        t("Of these known only once it has ended"),
        kept,
        default=[name for name in kept if named[name].known == Known.LATER],
        key=f"{upload.key}_later",
        placeholder=t("none"),
    )
    known = {name: Known.LATER if name in later else Known.START for name in kept}
    attributes = {n: {"column": named[n].column, "known": known[n]} for n in kept}
    return {"case_attributes": attributes}


def _stages(upload: Upload, activity: str | None) -> dict[str, Any]:
    """A table of activities and the stage each belongs to; those left alone keep their own name."""
    activities = upload.few_values.get(activity or "", ())
    if not activities:
        return {}
    st.caption(t("Stage of each activity. Activities with the same stage are taken together."))
    table = pd.DataFrame({"activity": activities, "stage": activities})
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["activity"],
        key=f"{upload.key}_{activity}_stages",
        column_config={
            "activity": st.column_config.TextColumn(t("Activity")),
            "stage": st.column_config.TextColumn(t("Stage"), required=True),
        },
    )
    changed = edited[edited["activity"] != edited["stage"]]
    return {"stages": dict(zip(changed["activity"], changed["stage"], strict=True))}
