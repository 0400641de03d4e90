"""What no rota may break, worked out from the duties alone."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import groupby, pairwise

from optimizer.rota import Duty, Rota, RotaTask


def broken_rules(task: RotaTask, rota: Rota) -> list[str]:
    """Rules that a rota breaks, in words."""
    said = _covering(task, rota)
    by_crew = defaultdict(list)
    for duty in rota.duties:
        by_crew[duty.crew].append(duty)
    for crew in task.crews:
        duties = by_crew.pop(crew.name, [])
        said += [f"{crew.name} lacks {one.skill}" for one in duties if one.skill not in crew.skills]
        said += [f"{crew.name} is off on {one.day}" for one in duties if one.day in crew.off]
        said += _times(task, crew.name, duties)
    return said + [f"{crew} is no crew" for crew in by_crew]


def _covering(task: RotaTask, rota: Rota) -> list[str]:
    required: dict[tuple[object, ...], int] = defaultdict(int)
    for need in task.needs:
        days = need.days or [task.first_day + timedelta(number) for number in range(task.days)]
        for day in set(days):
            required[day, need.shift, need.skill] += need.crews
    for duty in rota.duties:
        required[duty.day, duty.shift, duty.skill] -= 1
    for short in rota.unmet:
        required[short.day, short.shift, short.skill] -= short.crews
    return [f"{slot}: {left} neither met nor told" for slot, left in required.items() if left]


def _times(task: RotaTask, name: str, duties: list[Duty]) -> list[str]:
    crew, rules = next(one for one in task.crews if one.name == name), task.rules
    said = []
    spans = [_span(task, duty) for duty in duties]
    if crew.last_shift is not None:
        yesterday = task.first_day - timedelta(1)
        spans.insert(0, _span(task, Duty(yesterday, crew.last_shift, "", name)))
    for (_, ended), (began, _) in pairwise(spans):
        if began - ended < timedelta(hours=rules.rest_hours):
            said.append(f"{name} rests too little before {began}")
    for week, group in groupby(duties, lambda one: (one.day - task.first_day).days // 7):
        this = list(group)
        shifts = [task.shifts[one.shift] for one in this]
        if sum(one.counted_minutes for one in shifts) > rules.hours_per_week * 60:
            said.append(f"{name} works too long in week {week}")
        if sum(one.is_night for one in shifts) > rules.nights_per_week:
            said.append(f"{name} has too many nights in week {week}")
        is_whole = (week + 1) * 7 <= task.days
        if is_whole and 7 - len({one.day for one in this}) < rules.days_off_per_week:
            said.append(f"{name} has too few days off in week {week}")
    return said + _row(task, name, duties)


def _row(task: RotaTask, name: str, duties: list[Duty]) -> list[str]:
    row = next(one.days_in_row for one in task.crews if one.name == name)
    worked = {one.day for one in duties}
    for number in range(task.days):
        day = task.first_day + timedelta(number)
        row = row + 1 if day in worked else 0
        if day in worked and row > task.rules.days_in_row:
            return [f"{name} works {row} days in a row by {day}"]
    return [] if len(worked) == len(duties) else [f"{name} works twice on a day"]


def _span(task: RotaTask, duty: Duty) -> tuple[datetime, datetime]:
    midnight = datetime.combine(duty.day, time())
    span = task.shifts[duty.shift].span
    return midnight + timedelta(minutes=span.start_minutes), midnight + timedelta(minutes=span.end_minutes)
