"""Records of a file, CSV or JSON, as plain data with the place each has in its file."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from domain.errors import InputError
from domain.io.csv_reader import read_csv
from domain.io.source import LIMIT_BYTES
from optimizer.json_text import read_json
from scenarios.messages import explain
from scenarios.part import Part

PartT = TypeVar("PartT", bound=Part)


class Record(NamedTuple):
    """One visit or crew, not yet checked.

    Attributes
    ----------
    where : its place, such as "visits.csv: row 3", the subject of sentences.
    """

    where: str
    data: Any


def records(path: Path, key: str, model: type[Part]) -> Iterator[Record]:
    """Records of a file.

    Parameters
    ----------
    path : CSV, a record a row, lists parted by ";", pairs as "meter:1;cable:2", anything deeper as JSON in
        its cell; or JSON, a list of records or a mapping with `key` that holds one.
    key : "visits" or "crews".
    model : tells which cells are numbers, lists or pairs.

    Raises
    ------
    InputError : a file that cannot be read, or holds no such list.
    """
    if path.suffix.lower() == ".json":
        data = read_json(path)
        found = data.get(key) if isinstance(data, Mapping) else data
        if not isinstance(found, list):
            raise InputError(f"{path.name}: {key} must be a list, got {found!s:.60}.")
        yield from (Record(f"{path.name}: {key}[{n}]", one) for n, one in enumerate(found))
        return
    table = read_csv(path, limit=LIMIT_BYTES)
    kinds = {name: _kinds(schema) for name, schema in model.model_json_schema()["properties"].items()}
    for number, row in zip(table.numbers.tolist(), table.columns.to_pylist(), strict=True):
        where = f"{path.name}: row {number}"
        cells = {name: cell for name, cell in row.items() if cell is not None}
        yield Record(where, {name: _cell(cell, kinds.get(name, set())) for name, cell in cells.items()})


def checked(record: Record, model: type[PartT]) -> PartT:
    """The record as what it should be; the first thing wrong with it is said in one sentence."""
    if not isinstance(record.data, Mapping):
        raise InputError(f"{record.where} must hold keys and values, got {record.data!s:.60}.")
    try:
        return model.model_validate(record.data)
    except ValidationError as error:
        raise InputError(explain(error, record.data, record.where).splitlines()[0]) from error


def _kinds(schema: Mapping[str, Any]) -> set[str]:
    """Kinds of JSON a field takes."""
    return {one["type"] for one in (schema, *schema.get("anyOf", ())) if "type" in one}


def _cell(text: str, kinds: set[str]) -> Any:
    """What a cell says; left as text where it is not what it should be, which the model then refuses."""
    text = text.strip()
    try:
        if text.startswith(("[", "{")):
            return json.loads(text)
        if "integer" in kinds:
            return int(text)
        if "number" in kinds:
            return float(text)
        if "array" in kinds:
            return [part.strip() for part in text.split(";")]
        if "object" in kinds:
            return {name.strip(): int(number) for name, _, number in _pairs(text)}
    except ValueError:
        return text
    return text


def _pairs(text: str) -> Iterator[tuple[str, str, str]]:
    return (part.rpartition(":") for part in text.split(";"))
