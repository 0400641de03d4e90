"""Trained models on disk, a folder for each: what a model is, when and from what it was made, and its card.

    model.json              all plain data, and the names and SHA-256 of the two files beside it
    estimators-HASH.skops   the learners, by skops: read back without running any code of the file
    arrays-HASH.npz         curves and offsets, numbers only
    card.md                 the model card

A model that takes the place of another is there at one blow: its files bear names of their own, and
`model.json`, which names them, is replaced last. Nothing in a folder is trusted: loading takes only the types
listed here, so a file from elsewhere cannot run anything.
"""

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar
from zipfile import BadZipFile

import numpy as np
import pandas as pd
import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from domain.errors import InputError, must
from domain.io.whole import written_whole
from models.card import card_of
from models.model_parts import Arrays, Parts, Plain, put_together, taken_apart
from models.sound_trees import faults_of
from models.stored import Stored

FORMAT: Final = 1
TRUSTED: Final = (
    "functools.partial",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.utils.validation.check_array",
)
"""What histogram gradient boosting is made of beyond what skops trusts by itself; read and found harmless."""

T = TypeVar("T")

_MANIFEST, _CARD = "model.json", "card.md"


def save(stored: Stored, folder: Path) -> None:
    """Write a model and its card into its folder, in place of the one that lies there.

    Raises
    ------
    InputError
        When the folder cannot be made or written.
    """
    _make(folder)
    parts = taken_apart(stored.model)
    files = {
        "estimators": _write(folder, "estimators", ".skops", skops.io.dumps(dict(parts.estimators))),
        "arrays": _write(folder, "arrays", ".npz", _packed(parts.arrays)),
    }
    _replace(folder / _CARD, card_of(stored).encode())
    _replace(folder / _MANIFEST, _manifest(stored, parts.plain, files).encode())
    _sweep(folder, {name for name, _ in files.values()})


def load(folder: Path) -> Stored:
    """Read a model from its folder; nothing in it is run.

    Raises
    ------
    InputError
        When it is no model, is damaged, was made with another version of scikit-learn, or holds a type that
        no model of ours holds.
    """
    manifest = _read_manifest(folder)
    _must_be_same_library(folder, manifest)
    estimators = _estimators(folder, _read(folder, manifest, "estimators"))
    arrays = _arrays(folder, _read(folder, manifest, "arrays"))

    def made() -> Stored:
        model = put_together(Parts(Plain.from_json(manifest["model"]), arrays, estimators))
        created_at = pd.Timestamp(manifest["created_at"])
        return Stored(model, created_at, str(manifest["command"]), dict(manifest["versions"]))

    return _sound(folder, made)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder of a model must be writable: {error.strerror}.") from error


def _manifest(stored: Stored, plain: Plain, files: Mapping[str, tuple[str, str]]) -> str:
    told = {
        "format": FORMAT,
        "created_at": stored.created_at.isoformat(),
        "command": stored.command,
        "versions": dict(stored.versions),
        "files": {part: {"name": name, "sha256": digest} for part, (name, digest) in files.items()},
        "model": plain.as_json(),
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _write(folder: Path, part: str, suffix: str, content: bytes) -> tuple[str, str]:
    """Write a file named after its content; give its name and digest."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{part}-{digest[:16]}{suffix}"
    _replace(folder / name, content)
    return name, digest


def _replace(path: Path, content: bytes) -> None:
    with written_whole(path) as draft:
        draft.write_bytes(content)


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove what earlier models left behind."""
    for pattern in ("estimators-*.skops", "arrays-*.npz"):
        for file in folder.glob(pattern):
            if file.name not in kept:
                file.unlink(missing_ok=True)


def _packed(arrays: Arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **dict(arrays))
    return buffer.getvalue()


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / _MANIFEST
    must(path.is_file(), f"{folder}: a model must be a folder with the file {_MANIFEST}, which is not there.")
    told = _sound(folder, lambda: json.loads(path.read_text(encoding="utf-8")))
    must(
        isinstance(told, dict) and told.get("format") == FORMAT,
        f"{path}: a model must be of format {FORMAT}, got "
        f"{told.get('format') if isinstance(told, dict) else told!r:.60}.",
    )
    return dict(told)


def _must_be_same_library(folder: Path, manifest: Mapping[str, Any]) -> None:
    made = _sound(folder, lambda: str(manifest["versions"]["scikit-learn"]))
    here = version("scikit-learn")
    must(
        made.split(".")[:2] == here.split(".")[:2],
        f"{folder}: a model must have been made with scikit-learn {here}, got {made}: train it again with "
        f"{manifest.get('command')}.",
    )


def _read(folder: Path, manifest: Mapping[str, Any], part: str) -> bytes:
    name, digest = _sound(folder, lambda: [str(manifest["files"][part][key]) for key in ("name", "sha256")])
    path = folder / Path(name).name
    must(path.is_file(), f"{folder}: a model must have the file {path.name}, which is not there.")
    content = path.read_bytes()
    must(
        hashlib.sha256(content).hexdigest() == digest,
        f"{path}: the file must be as it was written, but its SHA-256 is not the one in {_MANIFEST}.",
    )
    return content


def _estimators(folder: Path, content: bytes) -> Mapping[str, Any]:
    try:
        found = dict(_sound(folder, lambda: skops.io.loads(content, trusted=list(TRUSTED))))
    except UntrustedTypesFoundException as error:
        foreign = ", ".join(sorted(set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED)))
        raise InputError(
            f"{folder}: the estimators of a model must hold only types that ours are made of, got {foreign}: "
            "the file was not loaded and nothing in it was run."
        ) from error
    for name, estimator in found.items():
        for fault in _sound(folder, partial(faults_of, estimator)):
            raise InputError(f"{folder}: estimator {name!r} must be as it was written, but {fault}.")
    return found


def _arrays(folder: Path, content: bytes) -> Arrays:
    with _sound(folder, lambda: np.load(io.BytesIO(content), allow_pickle=False)) as packed:
        return _sound(folder, lambda: {name: packed[name] for name in packed.files})


def _sound(folder: Path, read: Callable[[], T]) -> T:
    """Read a part; whatever is wrong with it is told in a sentence."""
    try:
        return read()
    except UntrustedTypesFoundException:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OSError, EOFError, BadZipFile) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            f"{folder}: a model must be as it was written, but this one is damaged or no model of ours: "
            f"{reason:.160}"
        ) from error
