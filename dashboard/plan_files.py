"""A pair of files, visits and crews, uploaded to plan from; it lasts as long as the session."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.uploads import put
from optimizer import Problem
from optimizer.files import read_problem

_KEPT = "_plan_files"


@dataclass(frozen=True, eq=False)
class Pair:
    """Two files as a problem.

    Attributes
    ----------
    key : of the uploads; other files have another.
    names : what the files are called.
    """

    key: str
    names: tuple[str, str]
    problem: Problem


def take(visits: UploadedFile, crews: UploadedFile) -> None:
    """Read two files, unless they are those that are kept.

    Raises
    ------
    InputError : a file that cannot be planned from; what was kept before is forgotten.
    """
    key = f"{visits.file_id}-{crews.file_id}"
    if (kept := pair()) is not None and kept.key == key:
        return
    st.session_state.pop(_KEPT, None)
    with tempfile.TemporaryDirectory(prefix="switchboard-") as folder:
        problem = read_problem(put(visits, Path(folder)), put(crews, Path(folder) / "crews"))
    st.session_state[_KEPT] = Pair(key, (visits.name, crews.name), problem)


def pair() -> Pair | None:
    """The pair that is kept."""
    kept: Pair | None = st.session_state.get(_KEPT)
    return kept


def key() -> str | None:
    """Key of the pair that is kept."""
    kept = pair()
    return None if kept is None else kept.key


def problem() -> Problem | None:
    """What the pair asks."""
    kept = pair()
    return None if kept is None else kept.problem
