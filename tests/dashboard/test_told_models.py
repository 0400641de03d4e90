"""What a Chinese reader is told when a log cannot be predicted, a model cannot be read, or it drifts."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.words import speaking
from dashboard.words.told import told
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.terms import Terms
from models.drift import _told_features, _told_months
from models.duration import Choice
from models.evaluation import rule_in_words
from models.features import Recipe, open_at
from models.protocols import must_be_enough
from models.recipe import recipe_of
from models.registry import load
from models.schema import Schema
from models.trained import _not_taught
from tests.domain.logs import day_log, hour

ENGLISH = re.compile(r"\b(must|but|the|is|not|of|are|got|only|more|been|said)\b")


def in_chinese(sentence: str) -> str:
    with speaking("zh"):
        return told(sentence)


def refusals(log: EventLog, folder: Path) -> list[str]:
    """One refusal of each kind."""
    schema = Schema.of(log, recipe_of(log, Terms.default()))
    other = replace(schema, stages=("elsewhere",))
    acts = [
        lambda: replace(schema, attributes={"terain": "name"}).must_fit(log),
        lambda: replace(schema, attributes={"age": "name"}).must_fit(log),
        lambda: replace(schema, attributes={"track": "number"}).must_fit(log),
        lambda: other.must_fit(log),
        lambda: must_be_enough(log, np.arange(4), "learn from"),
        lambda: open_at(log, hour(500)),
        lambda: load(folder),
    ]
    found = []
    for act in acts:
        with pytest.raises(InputError) as refused:
            act()
        found.append(str(refused.value))
    return found


def test_every_refusal_is_told_in_chinese(tmp_path: Path) -> None:
    for sentence in refusals(replace(day_log(), name="july"), tmp_path):
        said = in_chinese(sentence)
        assert not said.startswith("英文原文"), sentence
        assert not ENGLISH.search(said.replace(str(tmp_path), "")), said


def test_a_damaged_model_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"format": 9}), "utf-8")
    with pytest.raises(InputError) as refused:
        load(tmp_path)
    assert in_chinese(str(refused.value)).endswith("模型格式须为 1，此处为 9。")


@pytest.mark.parametrize(
    ("late", "whole", "said"),
    [
        (0, True, "日志“x”：没有到期的申请时限，只预测剩余时间。"),
        (0, False, "日志“x”：没有到期的环节时限，不预测下一环节的超期风险。"),
        (
            3,
            True,
            "日志“x”：学习超期风险需要超期与按时的申请各不少于 30 件，现有超期 3 件、按时 0 件，"
            "只预测剩余时间。",
        ),
    ],
)
def test_what_a_model_did_not_learn_is_told_in_chinese(late: int, whole: bool, said: str) -> None:
    assert in_chinese(_not_taught(replace(day_log(), name="x"), late, 0, whole=whole)) == said


def test_new_names_are_told_in_chinese() -> None:
    schema = Schema.of(day_log(), Recipe(attributes=("track",)))
    found = replace(schema, names={"track": ("home",)}).unseen(day_log())
    assert list(map(in_chinese, found)) == ["“服务类别”列：模型没有见过 works，按未知处理。"]


def test_alerts_of_drift_are_told_in_chinese() -> None:
    features = pd.DataFrame({"column": ["queue"], "index": [0.5], "alert": [True]})
    row = {"month": hour(0), "measure": "risk", "said": 0.1, "came": 0.5, "low": 0.4, "high": 0.6}
    months = pd.DataFrame([row | {"n": 1200, "alert": True}])
    assert [in_chinese(one) for one in (*_told_features(features), *_told_months(months, "UTC"))] == [
        "特征“queue”的分布与训练时不同：群体稳定性指数（PSI）为 0.50，超过 0.25。",
        "2026-03 超期：预测 10%，实际 50%（40% 至 60%，n = 1,200）。",
    ]


@pytest.mark.parametrize("window", [None, 30.0])
@pytest.mark.parametrize("share", [0.0, 0.75])
def test_how_much_of_an_estimate_is_learned_is_told_in_chinese(window: float | None, share: float) -> None:
    said = in_chinese(rule_in_words(Choice(share, None, False, window, 1.0, 1.0)))
    assert ("全部申请" if window is None else "最近 30 天") in said
    assert ("75%" in said) is (share > 0)
    assert not ENGLISH.search(said)
