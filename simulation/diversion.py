"""Crews called away by an emergency: from the way to less urgent work, or from work at a desk.

Never from a site: work that has begun there may be under voltage. Nor is a customer cut off who is being
talked to.
"""

from math import inf, sqrt
from typing import TYPE_CHECKING

from simulation.application import Visit
from simulation.place import Point
from simulation.shifts import TINY_MINUTES, TRAVEL, WORK, Pieces

if TYPE_CHECKING:
    from simulation.crews import Crew


def called_away(visit: Visit, now: float) -> "tuple[float, Crew] | None":
    """Call away whoever can begin a visit first, from the least urgent work among equals.

    Returns
    -------
    When that crew, free now, begins, and the crew; None when nobody can be called away.
    """
    able = [
        (begin, -crew.visit.priority, crew.code, crew)
        for pool in visit.step.pools(visit.application.region)
        for crew in pool.crews
        if crew.visit is not None and _may_leave(crew, crew.visit, visit, now)
        if (begin := _begin(crew, visit, now)) < inf
    ]
    if not able:
        return None
    begin, _, _, crew = min(able)
    _leave(crew, now)
    return begin, crew


def _may_leave(crew: "Crew", current: Visit, for_: Visit, now: float) -> bool:
    if current.priority <= for_.priority or not current.yields or now >= crew.off:
        return False
    return crew.spot is None or (crew.plan[0][0] == TRAVEL and now < crew.plan[0][2])


def _begin(crew: "Crew", visit: Visit, now: float) -> float:
    """When it would begin from where it is now."""
    bound_for, crew.spot = crew.spot, _place(crew, now)
    begin = crew.begin(visit, now)
    crew.spot = bound_for
    return begin


def _place(crew: "Crew", now: float) -> Point | None:
    """Where a crew is on its way: as far along the great circle as it is in time."""
    if crew.spot is None or crew.origin is None:
        return crew.spot
    _, set_out, arrival = crew.plan[0]
    passed = (now - set_out) / (arrival - set_out)
    # Over a day's travel the chord and the arc divide alike to a millionth.
    x, y, z = (a + passed * (b - a) for a, b in zip(crew.origin, crew.spot, strict=True))
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


def _leave(crew: "Crew", now: float) -> None:
    """Put by what a crew is at: its visit waits again in its old place, and keeps the work that is done."""
    visit, place = crew.visit, _place(crew, now)
    assert visit is not None
    crew.plan = _until(crew.plan, now)
    visit.minutes -= sum(end - start for kind, start, end in crew.plan if kind == WORK) / crew.pace
    if crew.spot is None and visit.started_minutes <= now:
        visit.break_off(crew.service, crew)
    else:
        crew.service.record_work(visit, crew)
        if not visit.absent:
            crew.service.unmark_started(visit, crew.dues)
    crew.set_free(place)
    if not visit.application.withdrawn:
        visit.put_back(crew.service, now)


def _until(plan: Pieces, now: float) -> Pieces:
    """What of a plan has been done by an instant."""
    return [(kind, start, min(end, now)) for kind, start, end in plan if now - start > TINY_MINUTES]
