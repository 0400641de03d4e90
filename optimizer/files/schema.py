"""JSON Schema of the files of visits and crews, by which an editor completes and checks them."""

from typing import Any

from optimizer.files.crew_entry import CrewEntry
from optimizer.files.visit_entry import VisitEntry
from scenarios.part import Part


def schemas() -> dict[str, dict[str, Any]]:
    """Schema of each file; the properties of its records are also the columns of a CSV file."""
    return {"visits": _of("visits", VisitEntry), "crews": _of("crews", CrewEntry)}


def _of(key: str, model: type[Part]) -> dict[str, Any]:
    record = model.model_json_schema()
    parts = record.pop("$defs", {})
    records = {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
    prices = {"type": "object", "description": "see optimizer.Prices"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {**parts, model.__name__: record},
        "anyOf": [
            records,
            {"type": "object", "properties": {key: records, "prices": prices}, "required": [key]},
        ],
    }
