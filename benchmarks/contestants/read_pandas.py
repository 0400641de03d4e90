"""Read a CSV file with plain pandas, times of any column that ends as times do included.

``python -m benchmarks.contestants.read_pandas FILE SMALL_FILE``. No cell is checked, no case is put together.
"""

import sys

import pandas as pd

from benchmarks.measuring.process import tell_timed

ENDINGS = ("_at", "_dt", "timestamp", "date", "date_planned")


def rows_in(path: str) -> int:
    """Read a file and say how many rows it has."""
    table = pd.read_csv(path, low_memory=False)
    for column in table:
        if str(column).endswith(ENDINGS):
            table[column] = pd.to_datetime(table[column], format="ISO8601", utc=True)
    return len(table)


if __name__ == "__main__":
    tell_timed(lambda: rows_in(sys.argv[1]), warm_up=lambda: rows_in(sys.argv[2]))
