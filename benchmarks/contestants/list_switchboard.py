"""An instance of a public list by Switchboard's optimiser, on as many cores as there are."""

import sys
from math import nan
from pathlib import Path

from benchmarks.measuring.process import tell
from optimizer import Seconds
from optimizer.commands.benchmark import measured
from optimizer.instances import read_instance
from optimizer.warm_up import warm_up


def main() -> None:
    """Read the instance, the seconds and the seed from the command line, solve, report.

    What is compiled is so beforehand.
    """
    path, seconds, seed = sys.argv[1:]
    warm_up()
    found = measured(read_instance(Path(path)), Seconds(float(seconds)), int(seed))
    best = found["best_known"]
    tell(
        cost=found["objective"],
        best_known=nan if best is None else best,
        unserved=found["unserved"],
        broken=float(not found["feasible"]),
    )


if __name__ == "__main__":
    main()
