"""Plain routes beside the pages, for those who watch the service rather than use it."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from workbench.versions import version


async def health(_request: Request) -> JSONResponse:
    """Tell that the service answers, and which version it is."""
    return JSONResponse({"status": "ok", "version": version()})


ROUTES = (Route("/health", health),)
