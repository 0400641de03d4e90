"""How the letters of a text file are stored: UTF-8, UTF-16 or GB18030, found by looking at all of it."""

import codecs
import re
from pathlib import Path

from domain.errors import InputError
from domain.io.source import Bounded

_BLOCK = 1 << 22
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TWO_BYTES = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON_CHINESE = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
# Chinese text hardly leaves the characters of GB 2312; Western letters read as GB18030 hardly ever hit them.
_MOSTLY = 0.9


def encoding_of(path: Path, limit: int) -> str:
    """Name the codec that reads the whole file.

    Raises
    ------
    InputError
        When the file is not text in UTF-8, UTF-16 (with its mark) or GB18030.
    """
    with Bounded(path, limit) as file:
        start = file.read(_BLOCK)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), None)
    if marked is None and b"\0" in start:
        raise InputError(
            f"{path.name}: a CSV file must be text, but byte {start.index(bytes(1)) + 1} is zero."
        )
    return _that_decodes(path, limit, [marked] if marked else ["utf-8", "gb18030"])


def _that_decodes(path: Path, limit: int, codecs_to_try: list[str]) -> str:
    failures: list[int | None] = []
    for codec in codecs_to_try:
        failures.append(_failure(path, limit, codec))
        if failures[-1] is None and (codec != "gb18030" or _looks_chinese(path, limit)):
            return codec
    raise InputError(
        f"{path.name}: the text must be UTF-8, UTF-16 or GB18030, but byte {failures[0]} does not fit; "
        "another encoding can be named as 'encoding' in a mapping file."
    )


def _failure(path: Path, limit: int, codec: str) -> int | None:
    """Number, from 1, of the first byte that does not decode; None when all do."""
    decoder, done = codecs.getincrementaldecoder(codec)(), 0
    with Bounded(path, limit) as file:
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done + error.start + 1
            if not block:
                return None
            done += len(block)


def _looks_chinese(path: Path, limit: int) -> bool:
    with Bounded(path, limit) as file:
        while block := file.read(_BLOCK):
            if pairs := _TWO_BYTES.findall(block):
                return sum(map(bool, map(_COMMON_CHINESE.match, pairs))) >= _MOSTLY * len(pairs)
    return False
