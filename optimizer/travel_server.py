"""Travel from a routing server that speaks the protocol of OSRM (project-osrm.org, table service)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPException
from itertools import product
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
from numpy.typing import NDArray

from domain.errors import InputError, must
from optimizer.problem import Travel
from optimizer.travel import label
from optimizer.visit import Place

MOST_AT_ONCE = 50
"""Places along a side of one table: both sides together are the hundred that OSRM serves unless told more."""

Floats = NDArray[np.float64]


class ServerError(Exception):
    """The server cannot be reached or gives no table; the message is one sentence for the reader."""


def ask_travel(url: str, places: Iterable[Place], *, patience_seconds: float = 30.0) -> Travel:
    """Travel between places as a server knows its roads.

    Parameters
    ----------
    url : of the server, such as "http://localhost:5000"; the profile is "driving" unless the address ends in
        another, such as "/table/v1/cycling".
    patience_seconds : for one answer.

    Raises
    ------
    InputError : an address that is not of the web, or places between which there is no road.
    ServerError : the server is silent or refuses.
    """
    web = url.startswith(("http://", "https://"))
    must(web, f"Travel: a server must be given as http:// or https://, got {url!r}.")
    known = tuple(dict.fromkeys(places))
    seconds, metres = np.zeros((2, len(known), len(known)))
    for rows, columns in product(_blocks(len(known)), repeat=2):
        answer = _ask(_address(url, known, rows, columns), patience_seconds)
        cells = np.ix_(rows, columns)
        shape = len(rows), len(columns)
        seconds[cells] = _table(answer, "durations", shape, url)
        metres[cells] = _table(answer, "distances", shape, url)
    _must_be_joined(known, seconds + metres)
    return Travel(known, seconds / 60, metres / 1000)


def _blocks(number: int) -> list[range]:
    """Rows, so many that one table of them and as many columns is not too large for a server."""
    return [range(low, min(low + MOST_AT_ONCE, number)) for low in range(0, number, MOST_AT_ONCE)]


def _address(url: str, places: Sequence[Place], rows: range, columns: range) -> str:
    """Ask for one block; a place that is on both sides is told once."""
    told = sorted({*rows, *columns})
    at = ";".join(f"{places[n].longitude:.6f},{places[n].latitude:.6f}" for n in told)
    sides = {"sources": rows, "destinations": columns}
    asked = "&".join(f"{side}={';'.join(str(told.index(n)) for n in of)}" for side, of in sides.items())
    base = url.rstrip("/")
    table = base if "/table/v1/" in base else f"{base}/table/v1/driving"
    return f"{table}/{at}?annotations=duration,distance&{asked}"


def _ask(address: str, patience_seconds: float) -> Mapping[str, Any]:
    """The answer to one address; OSRM tells a refusal as JSON with an error's status."""
    server = address.split("/table/")[0]
    try:
        with urlopen(address, timeout=patience_seconds) as reply:  # noqa: S310 - of the web, see ask_travel
            answer = json.load(reply)
    except HTTPError as error:
        raise ServerError(f"Travel: {server} must give a table, got {_refusal(error)}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise ServerError(f"Travel: {server} must answer with JSON, got: {error}.") from error
    if not isinstance(answer, Mapping) or answer.get("code") != "Ok":
        raise ServerError(f"Travel: {server} must answer with code 'Ok', got {answer!r:.80}.")
    return answer


def _refusal(error: HTTPError) -> str:
    try:
        told = json.load(error)
        return f"{told['code']}: {told.get('message', '')}".rstrip(". ")
    except (OSError, ValueError, KeyError, TypeError):
        return f"status {error.code}"


def _table(answer: Mapping[str, Any], name: str, shape: tuple[int, int], url: str) -> Floats:
    """One of the tables; where there is no road the server says null, which is NaN here."""
    try:
        table = np.array(answer[name], dtype=np.float64)
    except (KeyError, TypeError, ValueError) as error:
        raise ServerError(f"Travel: {url} must answer with {name}, a table of numbers.") from error
    if table.shape != shape:
        raise ServerError(f"Travel: {url} must answer with {name} of shape {shape}, got {table.shape}.")
    return table


def _must_be_joined(places: Sequence[Place], ways: Floats) -> None:
    for row, column in np.argwhere(np.isnan(ways))[:1].tolist():
        ends = f"{label(places[row])} to {label(places[column])}"
        raise InputError(f"Travel: there must be a road between all places, got none from {ends}.")
