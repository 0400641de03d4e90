"""What the columns of a log file mean: a small YAML file, or a guess."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from domain.errors import InputError, nearest
from domain.eventlog import Known
from domain.io.source import one_line
from domain.yaml_text import read_yaml, write_yaml

ALIASES: Final[Mapping[str, str]] = {"start": "started", "completion": "completed", "due date": "due"}
"""Words that a mapping file may use as well -> key."""


class CaseAttribute(BaseModel):
    """Where an attribute of a case stands, and when it comes to be known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    known: Known = Known.START


class LogMapping(BaseModel):
    """Meaning of the columns of a log file. Only `case` and one of the times are needed.

    Attributes
    ----------
    case : column that names the case (the application).
    activity : column of the activity; without one every row is one visit to `stage`.
    stage : name of the only stage of a file without activities.
    enabled, started, completed : columns of times; with `lifecycle`, `completed` is the time of the event.
        A file may also say `start` and `completion`, and `due date` for `due`.
    one_row_per_case : the file is a register: a case that comes twice is a mistake.
    lifecycle : column saying whether an event is a schedule, start, suspend, resume, complete...
    instance : column that ties the events of one visit together.
    resource, department, outcome : columns of who worked, in which department, with what result.
    due, submitted, finished, withdrawn : columns of times of the case; a due date that varies within cases is
        a deadline of the stage.
    finish : "recorded": a case is finished at the time in `finished` or by an activity of `end_activities`,
        else it is open; "last_event": every case is finished with its last event.
    end_activities : activities that only mark the end of a case; their time is kept, they are not visits.
    drop_activities : activities that are no work at all.
    stages : activity -> stage; activities not named keep their own name.
    case_attributes : name -> column and when it is known; names of the core (region, channel...) fill the
        core.
    event_attributes : name -> column.
    time_zone : IANA zone of times that do not say theirs, and of days and hours shown.
    day_first : whether 03/04/2026 is in April; null takes what the column shows.
    encoding, delimiter : of CSV; null finds out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    activity: str | None = None
    stage: str = "request"
    one_row_per_case: bool = False
    enabled: str | None = None
    started: str | None = None
    completed: str | None = None
    lifecycle: str | None = None
    instance: str | None = None
    resource: str | None = None
    department: str | None = None
    outcome: str | None = None
    due: str | None = None
    submitted: str | None = None
    finished: str | None = None
    withdrawn: str | None = None
    finish: Literal["recorded", "last_event"] = "recorded"
    end_activities: tuple[str, ...] = ()
    drop_activities: tuple[str, ...] = ()
    stages: Mapping[str, str] = Field(default_factory=dict)
    case_attributes: Mapping[str, CaseAttribute] = Field(default_factory=dict)
    event_attributes: Mapping[str, str] = Field(default_factory=dict)
    time_zone: str = "UTC"
    day_first: bool | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        zones = available_timezones()
        if zone not in zones:
            raise ValueError(
                f"must be an IANA name such as 'Asia/Shanghai', got {zone!r}{nearest(zone, zones)}"
            )
        return zone

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a mapping file.

        Raises
        ------
        InputError
            When it is not YAML, or a key is unknown, missing or of the wrong kind.
        """
        return cls.of(read_yaml(path, f"Mapping file {path.name!r}"), path.name)

    @classmethod
    def of(cls, content: object, source: str = "mapping") -> Self:
        """Check the content of a mapping file; `source` names it in messages."""
        if not isinstance(content, dict):
            raise InputError(
                f"{source}: a mapping file must hold keys such as 'case: Case ID', got {content!r:.60}."
            )
        try:
            return cls.model_validate(_without_aliases(content, source))
        except ValidationError as error:
            raise InputError(_sentence(source, error)) from error

    def to_yaml(self) -> str:
        """Write the keys that say something, in the order of the class."""
        stated = self.model_dump(mode="json", exclude_defaults=True)
        return write_yaml(stated)


def _without_aliases(content: Mapping[Any, Any], source: str) -> dict[Any, Any]:
    for alias, key in ALIASES.items():
        if alias in content and key in content:
            raise InputError(f"{source}: key '{alias}' must not stand beside '{key}', which says the same.")
    return {ALIASES.get(key, key): value for key, value in content.items()}


def _sentence(source: str, error: ValidationError) -> str:
    first: Any = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        fields = LogMapping.model_fields if len(first["loc"]) == 1 else CaseAttribute.model_fields
        hint = nearest(str(first["loc"][-1]), fields) or f" (keys: {', '.join(fields)})"
        return f"{source}: key '{where}' must be one that is known{hint}."
    if first["type"] == "missing":
        return f"{source}: key '{where}' must be there."
    rule = str(first["msg"]).removeprefix("Value error, ")
    return f"{source}: key '{where}': {one_line(rule)}, got {first['input']!r:.80}."
