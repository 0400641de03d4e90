"""Small problems of visits that are tied to each other, exactly: by CP-SAT.

A coarser CP-SAT model, of nothing but which day, crew and mode each visit takes, was tried for the first plan
of larger ones and is not here: on applications of three and four visits each over five days it took 36 CPU
seconds for 39 visits and 6 crews, and left search after 500 and 3,000 rounds 9 and 7 % above where the
insertion of `optimizer.linked` leaves it in hundredths of a second; for 82 and 127 visits it had no plan.
"""

from optimizer.assignment.prove import MOST_VISITS, Limit, Proof, prove

__all__ = ["MOST_VISITS", "Limit", "Proof", "prove"]
