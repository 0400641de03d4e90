"""Which software produced a result."""

import hashlib
import platform
import tomllib
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = ("numpy", "pandas", "scipy", "simpy", "pydantic")
"""Libraries that figures depend on."""
_DECIDING = ("domain", "scenarios", "simulation")
"""Packages whose code decides the figures of a run."""


@cache
def version() -> str:
    """Version of Switchboard as the project file states it."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


@cache
def versions() -> dict[str, str]:
    """Versions of everything that figures depend on, by name; "code" is a digest of the program itself."""
    libraries = {name: version_of(name) for name in _LIBRARIES}
    own = {"switchboard": version(), "code": _code(), "python": platform.python_version()}
    return {**own, **libraries}


def digest(text: str) -> str:
    """Short name of a text, the same wherever it is computed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _code() -> str:
    files = (file for package in _DECIDING for file in sorted((_ROOT / package).rglob("*.py")))
    return digest("".join(file.read_text(encoding="utf-8") for file in files))
