"""Whether a plan keeps the rules, and what it costs: worked out without the solver."""

from optimizer.check.cost import cost_of
from optimizer.check.rules import check

__all__ = ["check", "cost_of"]
