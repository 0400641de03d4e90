"""Work a reader waits for on the page: a bar shows how far it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from dashboard.words import formats

_POLL_SECONDS = 0.1

Result = TypeVar("Result")


@dataclass
class Share:
    """How much of some work is done, 0 to 1; told from any thread, since readers of files have their own."""

    done: float = 0.0

    def tell(self, done: float) -> None:
        """Note the share done."""
        self.done = min(done, 1.0)


def watch(text: str, work: Callable[[], Result], share: Share) -> Result:
    """Do the work beside the page and draw a bar until it ends.

    Parameters
    ----------
    text : what is being done.
    share : what the work tells its progress; nothing else may draw while it runs.
    """
    place = st.empty()
    with ThreadPoolExecutor(max_workers=1) as beside:
        future = beside.submit(work)
        while wait([future], timeout=_POLL_SECONDS).not_done:
            place.progress(share.done, f"{text}: {formats.percent(share.done, 0)}")
    place.empty()
    return future.result()
