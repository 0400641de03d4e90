"""A routing server: a stand-in on this machine that speaks OSRM's table service."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from domain.errors import InputError
from optimizer import Place
from optimizer.travel_server import ServerError, ask_travel


class _Osrm(BaseHTTPRequestHandler):
    """Roads along the equator: a minute and a kilometre for each degree of longitude; none beyond 150."""

    asked: list[int] = []  # noqa: RUF012 - cleared by the fixture

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        service, profile = url.path.rsplit("/", 1)
        if service != "/table/v1/driving":
            return self._answer(400, {"code": "InvalidService", "message": f"Service {service} not found!"})
        x = np.array([float(pair.split(",")[0]) for pair in profile.split(";")])
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        rows, columns = ([int(n) for n in query[side].split(";")] for side in ("sources", "destinations"))
        self.asked.append(len(x))
        if len(x) > 100:
            return self._answer(400, {"code": "TooBig", "message": "Too many table coordinates"})
        apart = np.abs(x[rows][:, None] - x[columns])
        return self._answer(
            200, {"code": "Ok", "durations": _cells(apart * 60), "distances": _cells(apart * 1000)}
        )

    def _answer(self, status: int, body: object) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _cells(table: np.ndarray) -> list[list[float | None]]:
    far = 150_000
    return [[None if cell > far else float(cell) for cell in row] for row in table]


@pytest.fixture
def server() -> Iterator[str]:
    _Osrm.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Osrm) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


def test_seconds_and_metres_become_minutes_and_kilometres(server):
    travel = ask_travel(server, [Place(0, 1), Place(0, 3)])
    assert travel.minutes.tolist() == travel.km.tolist() == [[0.0, 2.0], [2.0, 0.0]]


def test_many_places_are_asked_for_in_blocks(server):
    travel = ask_travel(server, [Place(0, n) for n in range(120)])
    assert travel.minutes[0].tolist() == list(range(120))
    assert travel.minutes[119, 60] == 59.0
    # Three blocks a side: 50, 50 and 20 places.
    assert sorted(_Osrm.asked) == [20, 50, 50, 70, 70, 70, 70, 100, 100]


def test_places_without_a_road_are_named(server):
    with pytest.raises(InputError, match="a road between all places, got none from 0,0 to 0,160"):
        ask_travel(server, [Place(0, 0), Place(0, 160)])


def test_a_refusal_is_told_in_the_servers_words(server):
    with pytest.raises(ServerError, match=r"must give a table, got InvalidService: Service /table/v1/flying"):
        ask_travel(f"{server}/table/v1/flying", [Place(0, 0)])


def test_a_silent_server_and_an_odd_address_are_one_sentence():
    with pytest.raises(ServerError, match=r"Travel: http://127.0.0.1:9 must answer with JSON, got"):
        ask_travel("http://127.0.0.1:9", [Place(0, 0)], patience_seconds=2.0)
    with pytest.raises(InputError, match=r"must be given as http:// or https://, got 'file:///etc/hosts'"):
        ask_travel("file:///etc/hosts", [Place(0, 0)])
