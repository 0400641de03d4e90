"""Open a log: upload a file, say what its columns mean, read it, see it on the Board."""

import streamlit as st

from dashboard import uploads
from dashboard.components import empty, failure, file_field, log_reader, mapping_form
from dashboard.words import t
from domain.errors import InputError

st.caption(t("An event log as CSV, XES or Parquet, packed with gzip or not. It stays on this server."))
sent = file_field.show(t("Log file"), ("csv", "txt", "xes", "xml", "parquet", "gz"))
if sent is None:
    log_reader.forget()
    empty.show(
        t("No file yet"),
        t("Each row is an event: which application, which activity, when. A due date helps."),
    )
    st.stop()

try:
    upload = uploads.upload(sent)
except InputError as error:
    failure.show(error)
    st.stop()

mapping_form.preview(upload)
mapping = mapping_form.show(upload)
log_reader.show(upload, mapping)
