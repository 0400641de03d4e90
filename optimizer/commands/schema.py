"""``python -m optimizer schema visits|crews``: JSON Schema of a file."""

import argparse
import json

from optimizer.files import schemas


def add_schema(command: argparse.ArgumentParser) -> None:
    """Add what `schema` may be told."""
    command.set_defaults(act=_schema)
    command.add_argument("file", choices=tuple(schemas()), help="of which file")


def _schema(options: argparse.Namespace) -> None:
    print(json.dumps(schemas()[options.file], indent=2, ensure_ascii=False))
