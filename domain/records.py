"""A table as plain data for JSON."""

from typing import Any

import pandas as pd


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain data; what is not known is None."""
    rows = table.astype(object).where(table.notna(), None).to_numpy().tolist()
    return [dict(zip(table.columns, row, strict=True)) for row in rows]
