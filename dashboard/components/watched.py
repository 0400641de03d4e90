"""Work a reader waits for on the page: a bar shows how far it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import streamlit as st

from dashboard.words import formats

_POLL_SECONDS = 0.1

Result = TypeVar("Result")
Tell = Callable[[float], None]


def watch(text: str, work: Callable[[Tell], Result]) -> Result:
    """Do the work beside the page and draw a bar until it ends.

    Parameters
    ----------
    text : what is being done.
    work : is given a function to tell the share done, 0 to 1, from any thread: readers of files have threads
        of their own, which must not draw.
    """
    share = [0.0]
    place = st.empty()
    with ThreadPoolExecutor(max_workers=1) as beside:
        future = beside.submit(work, lambda done: share.__setitem__(0, min(done, 1.0)))
        while wait([future], timeout=_POLL_SECONDS).not_done:
            place.progress(share[0], f"{text}: {formats.percent(share[0], 0)}")
    place.empty()
    return future.result()
