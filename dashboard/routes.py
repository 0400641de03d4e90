"""Plain routes beside the pages, for those who watch the service rather than use it."""

import tomllib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def version() -> str:
    """Version of Switchboard as the project file states it."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


async def health(_request: Request) -> JSONResponse:
    """Tell that the service answers, and which version it is."""
    return JSONResponse({"status": "ok", "version": version()})


ROUTES = (Route("/health", health),)
