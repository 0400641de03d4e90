"""The tandem in salabim: ``.venv-peers/bin/python -m benchmarks.contestants.tandem_salabim CUSTOMERS``."""

import random
from collections.abc import Iterator
from typing import Any

import salabim

from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main


def run(customers: int) -> int:
    """Simulate; salabim monitors its queues."""
    chance = random.Random(1)
    environment = salabim.Environment(yieldless=False)
    stations = [salabim.Resource(f"station {number}", capacity=SERVERS) for number in range(STATIONS)]

    class Customer(salabim.Component):
        def process(self) -> Iterator[Any]:
            for station in stations:
                yield self.request(station)
                yield self.hold(chance.expovariate(SERVICES_PER_HOUR))
                self.release(station)

    class Source(salabim.Component):
        def process(self) -> Iterator[Any]:
            for _ in range(customers):
                yield self.hold(chance.expovariate(ARRIVALS_PER_HOUR))
                Customer()

    Source()
    environment.run()
    return customers * STATIONS


if __name__ == "__main__":
    main(run)
