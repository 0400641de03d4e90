"""Models on disk: what is read back says the same, and nothing that a file may hold is run."""

import hashlib
import json
import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io

from domain.errors import InputError
from domain.eventlog import EventLog
from models import registry
from models.card import card_of
from models.log_hash import log_hash
from models.model_parts import taken_apart
from models.predicting import predict
from models.registry import load, save
from models.sound_trees import faults_of
from models.stored import Stored, store
from models.trained import TrainedModel
from tests.domain.logs import hour
from tests.models.histories import two_kinds

COMMAND = "python -m models train log.parquet --out DIR"


@pytest.fixture
def folder(two_kinds_model: TrainedModel, tmp_path: Path) -> Path:
    save(store(two_kinds_model, hour(400), COMMAND), tmp_path / "model")
    return tmp_path / "model"


def put(folder: Path, part: str, content: bytes) -> None:
    """Plant a file in place of a part, with a digest that fits it."""
    manifest = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / manifest["files"][part]["name"]).write_bytes(content)
    manifest["files"][part]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "model.json").write_text(json.dumps(manifest), "utf-8")


class Malicious:
    """Makes a folder when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.trace),)


def test_a_model_read_back_predicts_to_the_last_digit(
    folder: Path, two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    stored = load(folder)
    said, again = (predict(one, two_kinds_log, hour(150)) for one in (two_kinds_model, stored.model))
    pd.testing.assert_frame_equal(said, again)
    assert (stored.created_at, stored.command) == (hour(400), COMMAND)
    assert stored.model.source == two_kinds_model.source
    assert stored.model.figures == two_kinds_model.figures


def test_a_planted_pickle_is_refused_and_not_run(folder: Path, tmp_path: Path) -> None:
    trace = tmp_path / "was here"
    evil = pickle.dumps(Malicious(trace))
    pickle.loads(evil)
    assert trace.exists()
    trace.rmdir()
    put(folder, "estimators", evil)
    with pytest.raises(InputError, match="damaged or no model of ours: File is not a zip file"):
        load(folder)
    put(folder, "arrays", evil)
    with pytest.raises(InputError, match="damaged or no model of ours"):
        load(folder)
    assert not trace.exists()


def test_objects_among_the_arrays_are_refused_and_not_run(folder: Path, tmp_path: Path) -> None:
    trace = tmp_path / "was here"
    np.savez(tmp_path / "evil.npz", scores=np.array([Malicious(trace)], dtype=object))
    put(folder, "arrays", (tmp_path / "evil.npz").read_bytes())
    with pytest.raises(InputError, match="Object arrays cannot be loaded"):
        load(folder)
    assert not trace.exists()


def test_a_foreign_type_among_the_estimators_is_named_and_refused(folder: Path) -> None:
    put(folder, "estimators", skops.io.dumps({"point": os.mkdir}))
    with pytest.raises(InputError, match=r"got posix\.mkdir: the file was not loaded and nothing"):
        load(folder)


def test_a_tree_that_leads_out_of_itself_is_refused(folder: Path, two_kinds_model: TrainedModel) -> None:
    estimators = dict(taken_apart(two_kinds_model).estimators)
    crafted = skops.io.loads(skops.io.dumps(estimators["point"]), trusted=skops.io.get_untrusted_types(
        data=skops.io.dumps(estimators["point"])
    ))  # fmt: skip
    assert faults_of(crafted) == []
    crafted._predictors[0][0].nodes["left"][0] = 10_000
    put(folder, "estimators", skops.io.dumps(estimators | {"point": crafted}))
    with pytest.raises(InputError, match="'point' must be as it was written, but a tree has a node whose"):
        load(folder)


def test_a_changed_file_does_not_fit_its_digest(folder: Path) -> None:
    file = next(folder.glob("arrays-*.npz"))
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(InputError, match=r"SHA-256 is not the one in model\.json"):
        load(folder)


def test_a_model_of_another_library_says_how_to_make_it_again(folder: Path) -> None:
    manifest = json.loads((folder / "model.json").read_text("utf-8"))
    manifest["versions"]["scikit-learn"] = "0.1.0"
    (folder / "model.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(InputError, match=f"got 0.1.0: train it again with {COMMAND}"):
        load(folder)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("{", "damaged or no model of ours"),
        ("[]", "must be of format 1"),
        ('{"format": 2}', "must be of format 1, got 2"),
        ('{"format": 1}', "damaged or no model of ours"),
    ],
)
def test_a_damaged_description_is_told_in_a_sentence(folder: Path, text: str, match: str) -> None:
    (folder / "model.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=match):
        load(folder)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"folder with the file model\.json, which is not there"):
        load(tmp_path)


def test_a_newer_model_takes_the_place_of_the_older_and_leaves_nothing_of_it(
    folder: Path, two_kinds_model: TrainedModel
) -> None:
    newer = replace(two_kinds_model, source=replace(two_kinds_model.source, name="newer"))
    save(Stored(newer, hour(500), COMMAND, load(folder).versions), folder)
    assert load(folder).model.source.name == "newer"
    assert sorted(file.suffix for file in folder.iterdir()) == [".json", ".md", ".npz", ".skops"]


def test_a_write_that_breaks_off_leaves_the_older_model_whole(
    folder: Path, two_kinds_model: TrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, content: bytes) -> None:
        if path.name == "model.json":
            raise KeyboardInterrupt
        path.write_bytes(content)

    monkeypatch.setattr(registry, "_replace", fails)
    newer = replace(two_kinds_model, source=replace(two_kinds_model.source, name="newer"))
    with pytest.raises(KeyboardInterrupt):
        save(Stored(newer, hour(500), COMMAND, load(folder).versions), folder)
    assert load(folder).model.source.name == "two kinds"


def test_the_card_tells_data_figures_limits_and_how_to_make_it_again(folder: Path) -> None:
    card = (folder / "card.md").read_text("utf-8")
    stored = load(folder)
    assert card == card_of(stored)
    assert stored.model.source.data_hash in card
    assert f"```\n{COMMAND}\n```" in card
    assert "- scikit-learn 1." in card
    assert card.count("done[each stage]") >= 1
    assert "done[survey]" not in card
    assert "no deadline of stages has fallen due" in card
    figures = stored.model.figures
    assert figures is not None
    assert f"| {figures.remaining_time['mae_days']:.3f} |" in card


def test_equal_logs_have_one_hash_and_a_changed_cell_another() -> None:
    log, again = two_kinds(n=20), two_kinds(n=20)
    assert log_hash(log) == log_hash(again)
    moved = log.applications.assign(track=log.applications["track"].cat.rename_categories({"slow": "Slow"}))
    assert log_hash(replace(log, applications=moved)) != log_hash(log)
    assert log_hash(replace(log, observed_until=hour(900))) != log_hash(log)
