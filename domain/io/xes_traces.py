"""What is worth knowing of the names of an XES log's traces."""

import pyarrow as pa
import pyarrow.compute as pc


def notes_on_names(names: pa.ChunkedArray, nameless: int) -> tuple[str, ...]:
    """Say how many traces have no name of their own, and how many share one.

    Parameters
    ----------
    names : of each trace, those given for want of one included.
    nameless : number of traces without a name.
    """
    notes = []
    if nameless:
        notes.append(f"{nameless} traces have no name: each is named by its place in the file.")
    counts = pc.value_counts(names)
    shared = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(shared):
        traces, name = pc.sum(shared.field("counts")).as_py(), shared.field("values")[0].as_py()
        notes.append(
            f"{traces} traces share their name with another, such as '{name}': one case for each name."
        )
    return tuple(notes)
