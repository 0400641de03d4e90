"""A problem from a file of visits and a file of crews."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from domain.errors import InputError, must, nearest
from optimizer.crew import Crew
from optimizer.files.crew_entry import CrewEntry
from optimizer.files.records import Record, checked, records
from optimizer.files.visit_entry import VisitEntry
from optimizer.json_text import read_json
from optimizer.problem import Prices, Problem, Travel, way_to_do
from optimizer.travel import great_circle
from optimizer.travel_file import read_travel
from optimizer.travel_server import ask_travel
from optimizer.visit import Place, Visit
from scenarios import load

T = TypeVar("T")


class Bounds(NamedTuple):
    """A box in which all places must lie, degrees."""

    south: float
    west: float
    north: float
    east: float


def read_problem(
    visits: Path,
    crews: Path,
    travel: str | None = None,
    within: Bounds | None = None,
    more: Sequence[Record] = (),
) -> Problem:
    """The problem of two files; a JSON file of crews may also hold "prices", see `Prices`.

    Parameters
    ----------
    travel : a file or the address of a routing server; without it, great circles over the library's lands.
    within : where all visits and depots must lie, such as a country's box.
    more : visits of elsewhere, which come after those of the file.

    Raises
    ------
    InputError : a record that breaks a rule, one given twice, or a visit for which no crew has the skills.
    ServerError : the routing server gives no table.
    """
    crew_entries = [(one, checked(one, CrewEntry)) for one in records(crews, "crews", CrewEntry)]
    entries = [(one, checked(one, VisitEntry)) for one in (*records(visits, "visits", VisitEntry), *more)]
    _once([(one.where, f"crew {entry.name!r}") for one, entry in crew_entries])
    _once([(one.where, f"visit {entry.number} of {entry.application!r}") for one, entry in entries])
    for record, crew_entry in crew_entries:
        _within(record.where, crew_entry, within)
    for record, entry in entries:
        _within(record.where, entry, within)
    found = [_built(one, entry.crew) for one, entry in crew_entries]
    wanted = [_built(one, entry.visit) for one, entry in entries]
    _somebody_can([one.where for one, _ in entries], wanted, found)
    links = tuple(link for _, entry in entries for link in entry.links())
    return Problem(tuple(wanted), tuple(found), _travel(travel, wanted, found), links, _prices(crews))


def _once(named: Sequence[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for where, name in named:
        must(name not in first, f"{where}: {name} must be given once, but {first.get(name)} is it too.")
        first[name] = where


def _within(where: str, entry: VisitEntry | CrewEntry, within: Bounds | None) -> None:
    if within is None:
        return
    for name, low, high in (
        ("latitude", within.south, within.north),
        ("longitude", within.west, within.east),
    ):
        degrees = getattr(entry, name)
        must(low <= degrees <= high, f"{where}: {name} must be from {low:g} to {high:g}, got {degrees:g}.")


def _built(record: Record, build: Callable[[], T]) -> T:
    """What a record describes; a rule of the contract that it breaks is told with its place."""
    try:
        return build()
    except InputError as error:
        raise InputError(f"{record.where}: {error}") from error


def _somebody_can(wheres: Sequence[str], visits: Sequence[Visit], crews: Sequence[Crew]) -> None:
    """Refuse skills nobody has; who is away or far off is for the plan to say."""
    skills = sorted({skill for crew in crews for skill in crew.skills})
    for where, visit in zip(wheres, visits, strict=True):
        wanted = [skill for mode in visit.modes for skill in mode.skills]
        missing = next((skill for skill in wanted if skill not in skills), None)
        if any(way_to_do(visit, crew) for crew in crews):
            continue
        hint = "" if missing is None else f" and nobody has {missing!r}{nearest(missing, skills)}"
        told = " or ".join(", ".join(mode.skills) for mode in visit.modes)
        raise InputError(f"{where}: some crew must have the skills {told} and may work there{hint}.")


def _travel(travel: str | None, visits: Sequence[Visit], crews: Sequence[Crew]) -> Travel:
    ends = [place for crew in crews for place in crew.places]
    places: list[Place] = [*ends, *(visit.place for visit in visits)]
    if travel is None:
        return great_circle(places, load("traditional").terrains)
    return ask_travel(travel, places) if "://" in travel else read_travel(Path(travel), places)


def _prices(crews: Path) -> Prices:
    data: Any = read_json(crews) if crews.suffix.lower() == ".json" else {}
    given = data.get("prices", {}) if isinstance(data, Mapping) else {}
    known = vars(Prices())
    must(isinstance(given, Mapping), f"{crews.name}: prices must hold keys and values, got {given!s:.60}.")
    for name, price in given.items():
        hint = nearest(name, known) or f" (known: {', '.join(known)})"
        must(name in known, f"{crews.name}: prices has an unknown key {name!r}{hint}.")
        sound = isinstance(price, int | float) and 0 <= price <= 1e9
        must(sound, f"{crews.name}: prices.{name} must be a number from 0, got {price!r}.")
    return Prices(**{name: float(price) for name, price in given.items()})
