"""The tandem in Ciw: ``.venv-peers/bin/python -m benchmarks.contestants.tandem_ciw CUSTOMERS``."""

import ciw

from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main


def run(customers: int) -> int:
    """Simulate; Ciw keeps a record of every visit."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(ARRIVALS_PER_HOUR), *[None] * (STATIONS - 1)],
        service_distributions=[ciw.dists.Exponential(SERVICES_PER_HOUR)] * STATIONS,
        number_of_servers=[SERVERS] * STATIONS,
        routing=[[float(there == here + 1) for there in range(STATIONS)] for here in range(STATIONS)],
    )
    ciw.seed(1)
    ciw.Simulation(network).simulate_until_max_customers(customers)
    return customers * STATIONS


if __name__ == "__main__":
    main(run)
