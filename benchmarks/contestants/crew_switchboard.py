"""A day of crews by Switchboard's optimiser, on as many cores as there are."""

import numpy as np
import pandas as pd

from benchmarks.contestants.crew_day import DAY, DEPOTS, SKILLS, Asked, CrewDay, main, make
from optimizer import Crew, Mode, Place, Problem, Seconds, Shift, Travel, Visit, Work, solve
from optimizer.check import check

MORNING = pd.Timestamp("2026-03-02T08:00", tz="UTC")
MINUTE = pd.Timedelta(minutes=1)


def schedule(asked: Asked) -> float:
    """Cost of the best plan found; what is compiled is so beforehand."""
    solve(problem_of(make(30, 6, 1), asked.soft), Work(200), 1)
    problem = problem_of(asked.day, asked.soft)
    result = solve(problem, Seconds(asked.seconds), asked.seed)
    assert result.plan is not None
    assert result.objective is not None
    broken = check(result.plan, problem)
    if broken:
        raise RuntimeError(broken[0])
    return result.objective


def problem_of(day: CrewDay, soft: bool) -> Problem:
    """The instance in the product's words; 1 CNY is a minute on the way."""
    places = tuple(Place(0.0, 0.0, name=str(node)) for node in range(len(day.travel)))
    minutes = day.travel.astype(float)
    travel = Travel(places, minutes, np.zeros_like(minutes))
    visits = tuple(_visit(day, number, places[DEPOTS + number], soft) for number in range(len(day.skill)))
    crews = tuple(_crew(day, number, places) for number in range(len(day.depot)))
    return Problem(visits, crews, travel)


def _visit(day: CrewDay, number: int, place: Place, soft: bool) -> Visit:
    skill, duration = SKILLS[day.skill[number]], day.duration[number] * MINUTE
    latest = MORNING + day.latest_start[number] * MINUTE
    return Visit(
        str(number),
        1,
        skill,
        "day",
        "square",
        place,
        (Mode((skill,), duration),),
        due_at=MORNING + day.due[number] * MINUTE if soft else None,
        price_late=float(60 * day.weight[number]) if soft else 0.0,
        price_unplanned=float(day.prize[number]),
        window=None if soft else (MORNING, latest),
    )


def _crew(day: CrewDay, number: int, places: tuple[Place, ...]) -> Crew:
    skills = tuple(np.array(SKILLS)[day.can[number]].tolist())
    shift = Shift(MORNING, MORNING + DAY * MINUTE)
    return Crew(f"crew-{number}", skills, "square", places[day.depot[number]], (shift,))


if __name__ == "__main__":
    main(schedule)
