"""The dispatcher's rule, by hand and on random days."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Break, Crew, Flights, Mode, Place, Problem, Shift, Travel, Visit
from optimizer.check import check
from workbench.rule_plan import rule_plan

EIGHT = pd.Timestamp("2026-03-02 08:00", tz="UTC")
HALF_AN_HOUR = Mode(("survey",), pd.Timedelta(minutes=30))


def at(hours: float) -> pd.Timestamp:
    """An instant so many hours after eight."""
    return EIGHT + pd.Timedelta(hours=hours)


def place(km: float) -> Place:
    return Place(31.0 + km / 100, 117.0)


def crew(name: str, km: float = 0, hours: float = 9, **more: object) -> Crew:
    shifts = (Shift(at(0), at(hours)),)
    return Crew(name, ("survey",), "here", place(km), **{"shifts": shifts, **more})  # type: ignore[arg-type]


def visit(number: int, km: float = 0, due: float | None = None, **more: object) -> Visit:
    due_at = None if due is None else at(due)
    fields = {"modes": (HALF_AN_HOUR,), "due_at": due_at, **more}
    return Visit("A", number, "survey", "home", "here", place(km), **fields)  # type: ignore[arg-type]


def problem(crews: list[Crew], visits: list[Visit]) -> Problem:
    """A road on which a kilometre takes a minute."""
    places = tuple(dict.fromkeys([*(one.depot for one in crews), *(one.place for one in visits)]))
    km = np.array([100 * (one.latitude - 31) for one in places]).round(6)
    apart = abs(km[:, None] - km[None, :])
    return Problem(tuple(visits), tuple(crews), Travel(places, apart, apart))


def told(of: Problem) -> list[tuple[str, int, str]]:
    return [(one.crew, one.number, f"{one.starts_at:%H:%M}") for one in rule_plan(of).assignments]


def test_the_first_due_goes_first_to_whoever_is_there_first() -> None:
    """The second is due first: b is 10 min away and a 20; b is at the first at 08:50, a at 08:30."""
    of = problem([crew("a"), crew("b", 30)], [visit(1, 30, due=5), visit(2, 20, due=4)])
    assert told(of) == [("a", 1, "08:30"), ("b", 2, "08:10")]


def test_work_that_would_not_let_the_crew_have_its_break_waits_until_after_it() -> None:
    """Free at 08:30 with 45 min to come; the break has to begin by 09:00 and can from 08:45 on."""
    pause = Break(at(0.75), at(1), pd.Timedelta(hours=1))
    of = problem([crew("a", shifts=(Shift(at(0), at(9), (pause,)),))], [visit(1, due=1), visit(2, due=2)])
    assert told(of) == [("a", 1, "08:00"), ("a", 2, "08:30")]
    long = visit(2, due=2, modes=(Mode(("survey",), pd.Timedelta(minutes=45)),))
    of = problem(list(of.crews), [visit(1, due=1), long])
    assert told(of) == [("a", 1, "08:00"), ("a", 2, "09:45")]


def test_what_no_crew_can_do_or_nobody_has_time_for_is_left_out() -> None:
    other = visit(3, modes=(Mode(("fly",), pd.Timedelta(minutes=30)),))
    assert told(problem([crew("a", hours=0.5)], [visit(1, due=1), visit(2, due=2), other])) == [
        ("a", 1, "08:00")
    ]


def test_a_window_is_waited_for() -> None:
    assert told(problem([crew("a")], [visit(1, window=(at(2), at(4)))])) == [("a", 1, "10:00")]


@settings(max_examples=25)
@given(st.data())
def test_the_plan_keeps_every_rule(data: st.DataObject) -> None:
    kms, hours = st.integers(0, 90), st.floats(0, 12)
    flights = st.sampled_from([None, Flights(pd.Timedelta(minutes=60), pd.Timedelta(minutes=20))])
    pause = Break(at(3), at(4), pd.Timedelta(hours=1))
    days = (
        Shift(at(0), at(8), (pause,)),
        Shift(at(24), at(32), (Break(at(27), at(28), pause.length),)),
    )
    crews = [
        crew(
            f"c{number}",
            data.draw(kms),
            shifts=days,
            flights=data.draw(flights),
            experience=data.draw(st.sampled_from([1.0, 1.3])),
        )
        for number in range(data.draw(st.integers(0, 3)))
    ]
    visits = []
    for number in range(1, data.draw(st.integers(1, 14)) + 1):
        opens = data.draw(hours)
        window = data.draw(st.sampled_from([None, (at(opens), at(opens + 2))]))
        visits.append(visit(number, data.draw(kms), data.draw(hours), window=window))
    of = problem(crews, visits)
    assert check(rule_plan(of), of) == []
