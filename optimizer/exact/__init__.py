"""How good a plan is: a bound below every plan, and for small problems the proof that none is better."""

from optimizer.exact.bounded import bounded, judged
from optimizer.exact.generate import Effort

__all__ = ["Effort", "bounded", "judged"]
