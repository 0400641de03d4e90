"""Promises made before a run that starts from a backlog began: each keeps the instant at which it is due."""

from collections.abc import Iterator, Sequence
from math import inf, isnan
from typing import TYPE_CHECKING

from simulation.application import Application
from simulation.backlog_past import Past
from simulation.contacts import Grievance

if TYPE_CHECKING:
    from simulation.service import Service
    from simulation.setting import Way
    from simulation.stops import Stop


class Recall:
    """Has applications know their promises, where anybody asks for them during the run.

    Parameters
    ----------
    levels : names of the scenario's service levels, by the number of their promise.
    now : the beginning of the run.
    """

    def __init__(self, past: Past, levels: Sequence[str], service: "Service", now: float) -> None:
        self.past, self.service, self.now = past, service, now
        self.numbers = {level: number for number, level in enumerate(levels)}

    def promises(self, way: "Way", application: Application) -> None:
        """Give an application the promises made to it, moved by its holds that are over."""
        if not way.marks:
            return
        for one in sorted(self.past.promises[application.number], key=lambda promise: promise.set):
            number = self.numbers.get(one.level)
            if number is not None:
                application.dues[number] = one.due if isnan(one.met) else inf
                application.set_minutes[number] = one.set
        for stop, start, end in self._over(way, application):
            stop.begin(application, start)
            stop.end(application, end)
        self._watch(way, application)

    def _over(self, way: "Way", application: Application) -> "Iterator[tuple[Stop, float, float]]":
        stops = {step.name: step.stops for step in way.steps}
        for visit in self.past.visits[application.number]:
            for hold in self.past.holds[visit.number]:
                if not isnan(hold.end):
                    for stop in stops[visit.stage]:
                        yield stop, hold.start, hold.end

    def _watch(self, way: "Way", application: Application) -> None:
        """Let customers complain of promises that are not due yet."""
        for notes in way.marks.values():
            for note in notes:
                if isinstance(note, Grievance) and application.dues.get(note.promise, -inf) > self.now:
                    note.note(self.service, application, application.set_minutes[note.promise])
