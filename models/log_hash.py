"""What a log says, as one word: equal logs have the same, and a model names the one it was trained on."""

import hashlib
import json

import pandas as pd

from domain.eventlog import EventLog


def log_hash(log: EventLog) -> str:
    """Digest the rows, columns and description of a log: SHA-256 in hexadecimal.

    The order in which categories are listed does not matter, as it does not to `EventLog.equals`.
    """
    digest = hashlib.sha256()
    meta = {name: str(value) for name, value in log.meta.items() if name != "attributes"}
    known = sorted((name, str(value)) for name, value in log.attributes.items())
    digest.update(json.dumps([meta, known], sort_keys=True).encode())
    for name, frame in log.frames.items():
        digest.update(json.dumps([name, len(frame), [str(column) for column in frame]]).encode())
        for column in frame:
            digest.update(pd.util.hash_pandas_object(frame[column], index=False).to_numpy().tobytes())
    return digest.hexdigest()
