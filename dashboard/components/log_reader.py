"""Reading an uploaded log with progress, and what came of it."""

import streamlit as st

from dashboard import state
from dashboard.components import failure
from dashboard.components.watched import Share, watch
from dashboard.navigation import go
from dashboard.uploads import Upload
from dashboard.words import t
from domain.errors import InputError
from domain.io.mapping import LogMapping
from domain.io.read import ReadResult, read_log
from domain.terms import Terms

_READ = "_read_upload"


def forget() -> None:
    """Forget what was read before."""
    st.session_state.pop(_READ, None)


def show(upload: Upload, mapping: LogMapping | None) -> None:
    """Draw the buttons that read the file and keep the mapping; go to the Board when all rows were taken."""
    lenient = st.toggle(
        t("Set rows aside that break a rule, instead of refusing the file"), key=f"{upload.key}_lenient"
    )
    with st.container(horizontal=True):
        wanted = st.button(t("Read the log"), type="primary", icon=":material/play_arrow:", key="read_log")
        if mapping is not None:
            _offer_mapping(upload, mapping)
    if wanted:
        _read(upload, mapping, lenient)
    _offer_result(upload)


def _offer_mapping(upload: Upload, mapping: LogMapping) -> None:
    name = f"{upload.file.stem.split('.')[0]}.mapping.yaml"
    st.download_button(
        t("Download the mapping"), mapping.to_yaml(), name, "application/yaml", icon=":material/download:"
    )


def _read(upload: Upload, mapping: LogMapping | None, lenient: bool) -> None:
    forget()
    share = Share()
    try:
        result = watch(
            t("Reading the file"),
            lambda: read_log(upload.file, mapping, lenient=lenient, progress=share.tell),
            share,
        )
        state.open_log(result.log, Terms.default(result.log.time_zone), upload.file.name)
    except InputError as error:
        failure.show(error)
        return
    if result.set_aside:
        st.session_state[_READ] = (upload.key, result)
    else:
        go("board")


def _offer_result(upload: Upload) -> None:
    """After rows were set aside: say how many, offer them, and let the reader go on."""
    key, result = st.session_state.get(_READ, (None, None))
    if key != upload.key or result is None:
        return
    st.warning(_set_aside(result), icon=":material/rule:")
    with st.container(horizontal=True):
        if st.button(t("Show on the Board"), type="primary", icon=":material/dashboard:", key="show_read"):
            go("board")
        if result.set_aside_path:
            rows = result.set_aside_path.read_bytes()
            st.download_button(t("Download the rows set aside"), rows, result.set_aside_path.name, "text/csv")


def _set_aside(result: ReadResult) -> str:
    return t(
        "{cases} applications with {events} events were read; {n} rows were set aside.",
        cases=len(result.log),
        events=result.events,
        n=result.set_aside,
    )
