"""The rules of a crew's shifts: time for the way and for breaks, batteries, stock, and home in time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from optimizer.check.day import SLACK, Day, Leg
from optimizer.check.words import named


def shifts(days: Sequence[Day]) -> Iterator[str]:
    """Sentences on what the days of all crews break."""
    for day in days:
        yield from _ways(day)
        yield from _breaks(day)
        yield from _batteries(day)
        yield from _stock(day)
        yield from _home(day)
        yield from _out(day)
    yield from _one_after_the_other(days)


def _ways(day: Day) -> Iterator[str]:
    """Time between visits for the way, for breaks taken on it and to recharge."""
    for leg in day.legs:
        arrives_at = leg.after + leg.least
        if leg.stop is not None and arrives_at > leg.stop.begins_at + SLACK:
            rule = f"must not begin before crew {day.crew.name!r} is there{_why(leg)}, {arrives_at}"
            yield f"{named(leg.stop.visit.key)} {rule}, got {leg.stop.begins_at}."


def _why(leg: Leg) -> str:
    return " with its batteries recharged" if leg.recharge else ""


def _breaks(day: Day) -> Iterator[str]:
    for one in day.missed:
        rule = f"must have {one.length} free for a break that begins from {one.earliest} to {one.latest}"
        yield f"Crew {day.crew.name!r} {rule}."


def _batteries(day: Day) -> Iterator[str]:
    """A visit no set of batteries lasts for; that of several visits is in the time between them."""
    if day.crew.flights is None:
        return
    battery = day.crew.flights.battery
    for stop in day.stops:
        if stop.work > battery + SLACK:
            rule = f"must end before the batteries of crew {day.crew.name!r} are empty, after {battery}"
            yield f"{named(stop.visit.key)} {rule}, got {stop.work}."


def _stock(day: Day) -> Iterator[str]:
    taken: Counter[str] = Counter()
    for stop in day.stops:
        taken.update(stop.visit.materials)
    for item, pieces in taken.items():
        carried = day.crew.stock.get(item, 0)
        if pieces > carried:
            rule = f"must take at most {carried} of {item!r} from its stock on the shift of"
            yield f"Crew {day.crew.name!r} {rule} {day.shift.begins_at}, got {pieces}."


def _home(day: Day) -> Iterator[str]:
    latest = day.shift.ends_at + day.crew.overtime
    if day.back_at > latest + SLACK:
        yield _back(day, latest, "its shift and overtime end")


def _out(day: Day) -> Iterator[str]:
    longest, out = day.shift.longest_out, day.back_at - day.out_since
    if longest is not None and out > longest + SLACK:
        yield f"Crew {day.crew.name!r} must be out for at most {longest}, got {out}."


def _one_after_the_other(days: Sequence[Day]) -> Iterator[str]:
    """Overtime that reaches into the next shift."""
    for one, other in pairwise(days):
        if one.crew is other.crew and one.back_at > other.leaves_at + SLACK:
            yield _back(one, other.leaves_at, "it leaves again")


def _back(day: Day, latest: pd.Timestamp, why: str) -> str:
    return f"Crew {day.crew.name!r} must be back by {latest}, when {why}, got {day.back_at}."
