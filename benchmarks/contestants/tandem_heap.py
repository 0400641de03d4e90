"""The tandem as a bare loop over a heap of events: about the least that Python can do."""

import random
from collections import deque
from heapq import heappop, heappush

from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main

Event = tuple[float, int, int]
"""When, at which station somebody is done (-1 arrives), and who."""


def run(customers: int) -> int:
    """Simulate; nothing is recorded."""
    tandem = _Tandem(random.Random(1), customers)
    tandem.run()
    return tandem.visits


class _Tandem:
    def __init__(self, chance: random.Random, customers: int) -> None:
        self.chance, self.customers, self.visits = chance, customers, 0
        self.free = [SERVERS] * STATIONS
        self.waiting: list[deque[int]] = [deque() for _ in range(STATIONS)]
        self.events: list[Event] = [(chance.expovariate(ARRIVALS_PER_HOUR), -1, 0)]

    def run(self) -> None:
        events, waiting, free = self.events, self.waiting, self.free
        while events:
            now, station, who = heappop(events)
            if station < 0:
                self._next_arrival(now, who + 1)
            elif waiting[station]:
                self._serve(now, station, waiting[station].popleft())
            else:
                free[station] += 1
            self._come_to(now, station + 1, who)

    def _next_arrival(self, now: float, who: int) -> None:
        if who < self.customers:
            heappush(self.events, (now + self.chance.expovariate(ARRIVALS_PER_HOUR), -1, who))

    def _come_to(self, now: float, station: int, who: int) -> None:
        if station == STATIONS:
            return
        if self.free[station]:
            self.free[station] -= 1
            self._serve(now, station, who)
        else:
            self.waiting[station].append(who)

    def _serve(self, now: float, station: int, who: int) -> None:
        self.visits += 1
        heappush(self.events, (now + self.chance.expovariate(SERVICES_PER_HOUR), station, who))


if __name__ == "__main__":
    main(run)
