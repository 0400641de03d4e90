"""KPIs of surveys: what customers say of each stage, and how many say anything."""

import numpy as np

from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.question import Question, Sample

DISSATISFIED = 3
"""Scores up to this one (average) get a reply: the paper counts an average answer among the dissatisfied."""


def satisfaction(measures: Measures, question: Question) -> Sample:
    """Score of an answer, from 1 (very dissatisfied) to 5 (very satisfied).

    Cohort: answers given in the period, whenever the stage was; each dimension asked about is an answer.
    Applications still open count with what they have answered so far. Answers of one customer are alike, so
    the interval, which takes them as independent, is somewhat narrow.
    """
    rows = measures.rows(Unit.SURVEYS, question.happened(measures.surveys.answered))
    return Sample(Unit.SURVEYS, rows, measures.surveys.score[rows])


def dissatisfied(measures: Measures, question: Question) -> Sample:
    """Share of answers that are average or worse (3 or less), each of which is owed a reply.

    Cohort: as for the satisfaction.
    """
    rows = measures.rows(Unit.SURVEYS, question.happened(measures.surveys.answered))
    return Sample.hitting(Unit.SURVEYS, rows, measures.surveys.score[rows] <= DISSATISFIED)


def survey_response(measures: Measures, question: Question) -> Sample:
    """Share of stage visits whose customer has answered the survey by now.

    Cohort: visits completed in the period; open ones are out, and one not answered yet counts as unanswered.
    Where no answer of the log names its visit, n is 0.
    """
    completed = question.happened(measures.visits.completed)
    asked = completed & bool((measures.log.surveys["visit"] >= 0).any())
    rows = measures.rows(Unit.VISITS, np.asarray(asked))
    return Sample.hitting(Unit.VISITS, rows, measures.surveys.replied[rows] <= question.now)
