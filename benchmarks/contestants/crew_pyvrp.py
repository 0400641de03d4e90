"""A day of crews by PyVRP: whole on one core, or each skill by itself on two."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from pyvrp import Model
from pyvrp.stop import MaxRuntime

from benchmarks.contestants.crew_day import DAY, DEPOTS, SKILLS, Asked, CrewDay, main, part

FORBIDDEN = 10**6
"""Minutes to a visit that a crew may not do."""


def schedule(asked: Asked) -> float:
    """Cost of the best plan found."""
    if not asked.split:
        return solve(asked.day, asked.seconds, asked.seed)
    parts = [part(asked.day, skill) for skill in range(len(SKILLS))]
    sizes = [len(one.skill) for one in parts]
    # The largest has a core to itself; the two others share one in proportion to their visits.
    largest = int(np.argmax(sizes))
    shared = sum(sizes) - sizes[largest]
    with ProcessPoolExecutor(2) as pool:
        alone = pool.submit(solve, parts[largest], asked.seconds, asked.seed)
        others = pool.submit(
            _one_by_one,
            [
                (one, asked.seconds * sizes[n] / shared, asked.seed)
                for n, one in enumerate(parts)
                if n != largest
            ],
        )
        return alone.result() + others.result()


def _one_by_one(parts: list[tuple[CrewDay, float, int]]) -> float:
    return sum(solve(*one) for one in parts)


def solve(day: CrewDay, seconds: float, seed: int) -> float:
    """Minutes on the way and prizes left out; all prizes where chance gave no crew the skill."""
    if not len(day.depot):
        return float(day.prize.sum())
    model = Model()
    places = [model.add_location(float(node), 0.0) for node in range(len(day.travel))]
    depots = [model.add_depot(places[node]) for node in range(DEPOTS)]
    kinds = [tuple(row) for row in day.can.tolist()]
    profiles = {kind: model.add_profile() for kind in dict.fromkeys(kinds)}
    for visit in range(len(day.skill)):
        model.add_client(
            places[DEPOTS + visit],
            service_duration=int(day.duration[visit]),
            tw_late=int(day.latest_start[visit]),
            prize=int(day.prize[visit]),
            required=False,
        )
    for (kind, depot), count in Counter(zip(kinds, day.depot.tolist(), strict=True)).items():
        model.add_vehicle_type(
            count,
            start_depot=depots[depot],
            end_depot=depots[depot],
            tw_early=0,
            tw_late=DAY,
            profile=profiles[kind],
        )
    for kind, profile in profiles.items():
        able = np.concatenate([np.ones(DEPOTS, bool), np.array(kind)[day.skill]])
        for a in range(len(places)):
            for b in range(len(places)):
                if a != b:
                    minutes = int(day.travel[a, b]) if able[a] and able[b] else FORBIDDEN
                    model.add_edge(places[a], places[b], minutes, minutes, profile)
    return float(model.solve(MaxRuntime(seconds), seed=seed, display=False).cost())


if __name__ == "__main__":
    main(schedule)
