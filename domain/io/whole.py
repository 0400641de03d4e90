"""Files that are there whole or not at all."""

import contextlib
import fcntl
import glob
import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from domain.errors import InputError

_DRAFT = ".draft"


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a file to write into that takes the path's place at the end, or goes if anything fails.

    Drafts of the same file whose writer was killed are swept away first.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    must_be_writable(path)
    _sweep(path)
    with _trouble_told(path), _draft_of(path) as draft:
        yield draft
        # mkstemp makes files only their owner may read; a log is as readable as any file written here.
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)


def must_be_writable(path: Path) -> None:
    """Raise InputError unless a file can be written there, before the work whose result it is to hold."""
    folder = path.parent
    if not folder.is_dir():
        raise InputError(f"{path}: the file must be writable, but there is no folder {str(folder)!r}.")
    if path.is_dir():
        raise InputError(f"{path}: the file must be writable, but it is a folder.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{path}: the file must be writable, but its folder is not.")


@contextmanager
def _trouble_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: the file must be writable: {error.strerror or error}.") from error


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    """Make a draft, locked for as long as its writer lives."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_DRAFT, dir=path.parent)
    draft = Path(name)
    try:
        # A file system without locks writes all the same, and is not swept.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield draft
    finally:
        os.close(handle)
        draft.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove drafts that nobody holds the lock of; sweeping is a courtesy and never fails the write."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*{_DRAFT}"):
        with contextlib.suppress(OSError), draft.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()


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
