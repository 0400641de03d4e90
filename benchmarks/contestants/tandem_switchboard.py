"""The tandem through the product's engine, as a scenario of one track, with its log."""

from typing import Any

import simulation
from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main
from scenarios import Scenario

NAMES = [f"station_{number}" for number in range(1, STATIONS + 1)]
HOURS_PER_DAY = 24


def run(customers: int) -> int:
    """Simulate as many whole days as bring about so many customers."""
    days = max(1, round(customers / ARRIVALS_PER_HOUR / HOURS_PER_DAY))
    return int(simulation.run(tandem(days), seed=1).visits["completed_at"].notna().sum())


def tandem(days: int) -> Scenario:
    """Six desks, always on duty; customers come evenly round the clock."""
    return Scenario.from_data(
        {
            "name": "tandem",
            "title": {"en": "Tandem", "zh": "串联"},
            "why": "To measure the engine beside others on the same queue.",
            "horizon": {"start": "2026-03-02", "days": days},
            "demand": {"streams": {"all": _stream()}},
            "terrains": {"flat": {"speed_kmh": 30, "detour": 1.0}},
            "regions": {"here": {"terrain": "flat", "latitude": 31.0, "longitude": 117.0, "radius_km": 1}},
            "tracks": {"all": {"owner": NAMES[0], "procedure": {"sequence": NAMES}}},
            "stages": {name: _stage(name) for name in NAMES},
            "rosters": {"always": {"shifts": {"mon-sun": ["00:00-24:00"]}}},
            "calendar": "always",
            "workforce": {"desks": {name: {"size": SERVERS, "roster": "always"} for name in NAMES}},
        }
    )


def _stream() -> dict[str, Any]:
    return {
        "category": "any",
        "capacity_kw": [1, 1],
        "channels": {"online": 1},
        "per_day": {"here": ARRIVALS_PER_HOUR * HOURS_PER_DAY},
    }


def _stage(name: str) -> dict[str, Any]:
    duration = {"distribution": "exponential", "mean": 1 / SERVICES_PER_HOUR, "unit": "hours"}
    return {"department": name, "work": {"desk": name, "duration": duration}}


if __name__ == "__main__":
    main(run)
