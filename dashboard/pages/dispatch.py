"""Dispatch: who goes where when, planned from what waits at an instant, and what becomes of the rest."""

from dashboard.components import plan_answer, plan_controls

plan_answer.show(plan_controls.show())
