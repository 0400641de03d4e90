"""Open the large log and compute all KPIs: ``python -m benchmarks.contestants.compute_kpis [--quick]``."""

import sys

from benchmarks.measuring.material import city_log
from benchmarks.measuring.process import tell
from domain.kpi import compute

if __name__ == "__main__":
    tell(count=len(compute(*city_log(quick="--quick" in sys.argv))))
