"""Files that are there whole or not at all."""

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from domain.io.source import damage_told


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a file to write into that takes the path's place at the end, or goes if anything fails."""
    with damage_told(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    draft = Path(name)
    try:
        yield draft
        # mkstemp makes files only their owner may read; a log is as readable as any file written here.
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def opened(path: Path, *, packed: bool) -> Iterator[IO[bytes]]:
    """Open a file for writing; the bytes of a packed one depend on the content alone, not on name or time."""
    with path.open("wb") as file:
        if packed:
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as sink:
                yield cast(IO[bytes], sink)
        else:
            yield file
