"""Files a reader has uploaded: kept on disk while the session lasts, looked at once."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from domain.io.mapping import LogMapping
from domain.io.read import guess_mapping, read_table
from domain.io.stacked import is_stacked
from domain.io.table import Table
from domain.io.xes_log import is_ours

_KEPT, _FOLDER = "_upload", "_upload_folder"
_FIRST_ROWS, _MOST_VALUES, _LOOKED_AT = 8, 200, 50_000


@dataclass(frozen=True)
class Upload:
    """An uploaded file as a first look shows it.

    Attributes
    ----------
    key : of the upload; another file has another.
    file : where it lies.
    first_rows : a few rows, all columns as text.
    few_values : of each column the values in the first rows, where they are few enough to be named.
    guess : proposed mapping; None for a log this product wrote, which needs none.
    notes : what was guessed, one sentence each.
    """

    key: str
    file: Path
    first_rows: pd.DataFrame
    few_values: Mapping[str, tuple[str, ...]]
    guess: LogMapping | None
    notes: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the file's columns."""
        return list(self.first_rows.columns)


def upload(sent: UploadedFile) -> Upload:
    """Look at an uploaded file; the same file is looked at once.

    Raises
    ------
    InputError
        When it cannot be read as a log.
    """
    kept: Upload | None = st.session_state.get(_KEPT)
    if kept is None or kept.key != sent.file_id:
        kept = look(sent.file_id, saved(sent))
        st.session_state[_KEPT] = kept
    return kept


def saved(sent: UploadedFile) -> Path:
    """Write the bytes into the session's own folder, under the name they came with."""
    return put(sent, Path(_folder()))


def put(sent: UploadedFile, folder: Path) -> Path:
    """Write the bytes into a folder under the name they came with, by which a message calls them."""
    folder.mkdir(exist_ok=True)
    file = folder / Path(sent.name).name
    file.write_bytes(sent.getbuffer())
    return file


def look(key: str, file: Path) -> Upload:
    """Look at the first rows of a file and guess what they mean."""
    table = read_table(file, None, most=_LOOKED_AT)
    ours = is_stacked(table.names) or is_ours(table)
    guess, notes = (None, []) if ours else guess_mapping(file)
    rows = table.columns.slice(0, _FIRST_ROWS).to_pandas().astype(str).replace({"None": "", "nan": ""})
    return Upload(key, file, rows, _few_values(table), guess, tuple(notes))


def _few_values(table: Table) -> dict[str, tuple[str, ...]]:
    found = {name: table.column(name).unique().drop_null() for name in table.names}
    return {
        name: tuple(sorted(map(str, values.to_pylist())))
        for name, values in found.items()
        if len(values) <= _MOST_VALUES
    }


def _folder() -> str:
    """Folder that goes when the session is forgotten; it holds one upload at a time."""
    kept: tempfile.TemporaryDirectory[str] | None = st.session_state.pop(_FOLDER, None)
    if kept is not None:
        kept.cleanup()
    st.session_state[_FOLDER] = tempfile.TemporaryDirectory(prefix="switchboard-")
    return str(st.session_state[_FOLDER].name)
