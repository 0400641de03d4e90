"""Tied problems by CP-SAT: small ones exactly."""

from optimizer.assignment.prove import MOST_VISITS, Limit, Proof, prove

__all__ = ["MOST_VISITS", "Limit", "Proof", "prove"]
