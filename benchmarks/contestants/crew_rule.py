"""A day of crews by a dispatcher's rule: the visit that is due first goes to the crew that is nearest."""

import numpy as np

from benchmarks.contestants.crew_day import DAY, DEPOTS, Asked, main


def schedule(asked: Asked) -> float:
    """Cost of the plan that comes of it; a visit that no crew can do in time any more is left out."""
    day, cost = asked.day, 0.0
    place, free = day.depot.copy(), np.zeros(len(day.depot))
    for visit in np.lexsort((-day.weight, day.due)).tolist():
        node = DEPOTS + visit
        way = day.travel[place, node]
        begin = free + way
        end = begin + day.duration[visit]
        fits = day.can[:, day.skill[visit]] & (end + day.travel[node, day.depot] <= DAY)
        if not asked.soft:
            fits &= begin <= day.latest_start[visit]
        if not fits.any():
            cost += day.prize[visit]
            continue
        crew = int(np.argmin(np.where(fits, way, np.inf)))
        late = max(0.0, end[crew] - day.due[visit]) if asked.soft else 0.0
        cost += way[crew] + late * day.weight[visit]
        place[crew], free[crew] = node, end[crew]
    return float(cost + day.travel[place, day.depot].sum())


if __name__ == "__main__":
    main(schedule)
