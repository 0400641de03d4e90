"""The tandem queue that engines are compared on: all customers pass six stations of 20 servers at 90 % load.

After the idea of the public tandem benchmarks of simulation libraries. Arrivals are Poisson, services
exponential, queues first come first served. Times are in hours.
"""

import sys
from collections.abc import Callable

from benchmarks.measuring.process import tell_timed

STATIONS, SERVERS, LOAD = 6, 20, 0.9
ARRIVALS_PER_HOUR = 100.0
SERVICES_PER_HOUR = ARRIVALS_PER_HOUR / (SERVERS * LOAD)


def main(engine: Callable[[int], int]) -> None:
    """Time an engine as a program.

    Parameters
    ----------
    engine : runs so many customers (the first argument) through and says how many visits it simulated.
    """
    customers = int(sys.argv[1])
    tell_timed(lambda: engine(customers), warm_up=lambda: engine(customers // 4))
