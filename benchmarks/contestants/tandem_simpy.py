"""The tandem in plain SimPy, as most models are written: a generator per customer, a resource per station."""

import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main


def run(customers: int) -> int:
    """Simulate; nothing is recorded."""
    chance, environment = random.Random(1), simpy.Environment()
    stations = [simpy.Resource(environment, SERVERS) for _ in range(STATIONS)]

    def customer() -> Generator[simpy.Event, Any, None]:
        for station in stations:
            with station.request() as request:
                yield request
                yield environment.timeout(chance.expovariate(SERVICES_PER_HOUR))

    def source() -> Generator[simpy.Event, Any, None]:
        for _ in range(customers):
            yield environment.timeout(chance.expovariate(ARRIVALS_PER_HOUR))
            environment.process(customer())

    environment.process(source())
    environment.run()
    return customers * STATIONS


if __name__ == "__main__":
    main(run)
