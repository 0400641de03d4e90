"""How XES writes numbers and flags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Form:
    """How the values of a tag look, and the rule in words."""

    pattern: re.Pattern[str]
    said: str


VALUES: Final[Mapping[str, Form]] = {
    "int": Form(re.compile(r"[+-]?\d+"), "a whole number"),
    "float": Form(
        re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?inf(inity)?|nan", re.I), "a number"
    ),
    "boolean": Form(re.compile(r"true|false|0|1", re.I), "true or false"),
}
"""Tag -> form of its values; texts may be anything, and times are read in many forms elsewhere."""
