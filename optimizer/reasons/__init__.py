"""Why a visit is left out or late: what would plan it on time, found by solving again."""

from optimizer.reasons.explain import Reason, explain, reasons
from optimizer.reasons.relaxation import Relaxation, Relaxed, relax

__all__ = ["Reason", "Relaxation", "Relaxed", "explain", "reasons", "relax"]
