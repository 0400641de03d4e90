"""A log file as bytes: opened by content, unpacked while read, and never larger than a stated limit."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from domain.errors import InputError

Progress = Callable[[float], None]
"""Called with the share of the file read so far, from 0 to 1."""

LIMIT_BYTES = 4_000_000_000
"""Largest file read, after unpacking: some 20,000,000 events, more than the memory of a desk computer
holds."""

GZIP_MAGIC = b"\x1f\x8b"


class Bounded(io.RawIOBase):
    """Bytes of a file, unpacked where it is packed, that stop with an InputError past the limit.

    Parameters
    ----------
    path : file to read.
    limit : most bytes after unpacking.
    progress : told the share of the file read, after each block.
    """

    def __init__(self, path: Path, limit: int, progress: Progress | None = None) -> None:
        self._path, self._limit, self._progress = path, limit, progress
        self._file: IO[bytes] = path.open("rb")
        packed = self._file.read(2) == GZIP_MAGIC
        self._file.seek(0)
        self._bytes = cast(IO[bytes], gzip.GzipFile(fileobj=self._file)) if packed else self._file
        self._size = max(path.stat().st_size, 1)
        self._read = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read the next bytes, at most `size`."""
        with damage_told(self._path):
            block = self._bytes.read(size)
        self._read += len(block)
        if self._read > self._limit:
            raise InputError(
                f"{self._path.name}: it must unpack to at most {self._limit:,} bytes; split it by period."
            )
        if self._progress:
            self._progress(min(self._file.tell() / self._size, 1.0))
        return block

    def readall(self) -> bytes:
        """Read what is left."""
        return self.read()

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill a buffer with the next bytes."""
        block = self.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._bytes.close()
            self._file.close()
        super().close()


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what a broken or unreadable file raises into one sentence."""
    try:
        yield
    except EOFError as error:
        raise InputError(f"{path.name}: the file must be whole, but its packed data stop early.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path.name}: the packed data must unpack, but are damaged ({error}).") from error
    except OSError as error:
        raise InputError(f"{path}: the file must be readable: {error.strerror or error}.") from error


def one_line(problem: object) -> str:
    """Say what another library says as part of a sentence: its first line, without the full stop."""
    return " ".join((str(problem).splitlines() or [""])[0].split()).rstrip(".") or type(problem).__name__


def format_of(path: Path) -> str:
    """Tell "parquet", "xes" or "csv" by what the file holds, whatever its name ends in.

    Raises
    ------
    InputError
        When the file cannot be read, is empty or is of a known kind that is not a log.
    """
    with damage_told(path), Bounded(path, LIMIT_BYTES) as file:
        start = file.read(4096)
    if not start.strip():
        raise InputError(f"{path.name}: a log file must hold events, but it is empty.")
    _refuse_other_kinds(path, start)
    if start.startswith(b"PAR1"):
        return "parquet"
    if _is_markup(start):
        return "xes"
    _refuse_broken_promise(path, start)
    return "csv"


def _is_markup(start: bytes) -> bool:
    text = (
        start.removeprefix(b"\xef\xbb\xbf")
        .replace(b"\0", b"")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    return text.lstrip().startswith(b"<")


_PROMISED = {".parquet": "Parquet", ".xes": "XES"}
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _refuse_broken_promise(path: Path, start: bytes) -> None:
    """A file is taken as text whatever its name says, but one that is no text is told by its name."""
    kind = _PROMISED.get(Path(path.name.lower().removesuffix(".gz")).suffix)
    is_text = start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _NO_TEXT.search(start)
    if kind is not None and not is_text:
        raise InputError(
            f"{path.name}: a file of this name must hold {kind}, but it holds no {kind} and no text."
        )


_OTHER_KINDS = {
    b"PK\x03\x04": "a zip or Excel file: save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel file: save the sheet as CSV",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database: export the table as CSV",
}


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    for magic, meaning in _OTHER_KINDS.items():
        if start.startswith(magic):
            raise InputError(f"{path.name}: a log must be CSV, Parquet or XES, but this is {meaning}.")
