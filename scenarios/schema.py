"""JSON Schema of a scenario file, by which an editor completes and checks it."""

from typing import Any

from scenarios.scenario import Scenario


def file_schema() -> dict[str, Any]:
    """Schema of a scenario file: a scenario, or its difference from the one it extends.

    A difference may leave out any key, so the schema requires none; the loader does, of the whole.
    """
    schema: dict[str, Any] = _without_required(Scenario.model_json_schema())
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "Name in the library, or a file beside this one, that this scenario differs from.",
    }
    return schema


def _without_required(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_required(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_required(value) for key, value in schema.items() if not _is_required(key, value)}


def _is_required(key: str, value: Any) -> bool:
    """A list of names; a property that happens to be called so holds a schema."""
    return key == "required" and isinstance(value, list)
