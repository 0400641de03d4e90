"""Satisfaction: how satisfied customers are, what goes with it, and who does not answer."""

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.records import records
from domain.terms import Terms
from models.satisfaction_answers import Answers, answers_of
from models.satisfaction_design import LeftOut
from models.satisfaction_effects import ALL, Fit, effects_of, fit_on, judged
from models.satisfaction_levels import levels, teams
from models.satisfaction_response import Response, response_of


@dataclass(frozen=True, eq=False)
class Satisfaction:
    """What surveys tell.

    Attributes
    ----------
    answers : each beside what was lived through.
    levels : mean scores, see `models.satisfaction_levels.levels`.
    teams : departments compared, see `models.satisfaction_levels.teams`.
    effects : of the drivers on all dimensions together and on each, see `models.satisfaction_effects.Effect`.
    left_out : drivers the answers cannot speak about.
    untold : why there are no effects of some dimension, a sentence each.
    response : who answers.
    """

    answers: Answers
    levels: pd.DataFrame
    teams: pd.DataFrame
    effects: pd.DataFrame
    left_out: tuple[LeftOut, ...]
    untold: tuple[str, ...]
    response: Response

    @property
    def caused(self) -> bool:
        """Whether what goes with a score may be said to move it: in a simulated log nothing hidden does."""
        return self.answers.simulated

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        response = self.response
        return {
            "caused": self.caused,
            "n": len(self.answers.frame),
            "customers": int(self.answers.frame["customer"].nunique()),
            "unplaced": self.answers.unplaced,
            "response": {
                "asked": response.asked,
                "answered": response.answered,
                "rate": response.answered / response.asked if response.asked else None,
                "modelled": response.modelled,
                "moved_by": records(response.moved_by),
            },
            "levels": records(self.levels),
            "effects": records(self.effects),
            "left_out": [asdict(one) for one in self.left_out],
            "untold": list(self.untold),
            "teams": records(self.teams),
        }


def satisfaction(log: EventLog, terms: Terms | None = None, stage: str = ALL) -> Satisfaction:
    """Read what surveys tell.

    Parameters
    ----------
    log : with answers.
    terms : whose service levels say when a promise was missed; what the log records when not given.
    stage : effects on answers about this stage; of all stages, each compared within itself, when not given.

    Raises
    ------
    InputError
        When the log holds no answers.
    """
    answers = answers_of(log, terms)
    response = response_of(answers)
    fits, untold = _fits(answers, stage)
    together = effects_of(fits, ALL) if fits and not untold else []
    alone = [effect for fit in fits for effect in effects_of([fit], fit.dimension)]
    left_out = {one.driver: one for fit in fits for one in fit.left_out}
    return Satisfaction(
        answers=answers,
        levels=levels(answers, response.weight),
        teams=teams(answers, log),
        effects=judged([*together, *alone]),
        left_out=tuple(left_out.values()),
        untold=untold,
        response=response,
    )


def _fits(answers: Answers, stage: str) -> tuple[list[Fit], tuple[str, ...]]:
    """A regression for each dimension, and why there is none for others."""
    fits, untold = [], []
    for dimension in sorted(answers.frame["dimension"].astype("str").unique()):
        try:
            fits.append(fit_on(answers, dimension, stage))
        except InputError as error:
            untold.append(str(error))
    return fits, tuple(dict.fromkeys(untold))
