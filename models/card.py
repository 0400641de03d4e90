"""The model card: what a model is, what it learned from, how good it was on later cases, how to renew it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.conformal import LEVELS
from models.delay import DelayModel
from models.evaluation import Evaluation
from models.stored import Stored
from models.trained import Source, TrainedModel

_OF_STAGE = re.compile(r"(done|since_hours)\[.*\]")


def card_of(stored: Stored) -> str:
    """Write the card as Markdown, headings in English and Chinese."""
    model = stored.model
    parts = {
        "Purpose · 用途": _purpose(model),
        "Trained on · 训练数据": _source(model.source),
        "Features · 特征": _features(model),
        "On later cases · 留出评估": _figures(model.figures),
        "Limits · 局限": _limits(model),
        "Made with · 环境": [f"- {name} {one}" for name, one in stored.versions.items()]
        + [f"- created {stored.created_at.isoformat()}"],
        "Train again · 重新训练": ["```", stored.command, "```"],
    }
    sections = [f"## {heading}\n\n" + "\n".join(lines) for heading, lines in parts.items()]
    return "\n\n".join([f"# Model card · 模型卡: {model.source.name or 'unnamed log'}", *sections]) + "\n"


def _purpose(model: TrainedModel) -> list[str]:
    bounds = ", ".join(f"P{round(100 * level)}" for level in LEVELS)
    told = {
        "risk that the deadline of an application is missed": model.delay,
        "risk that the deadline of a stage is missed": model.stage_delay,
    }
    return [
        f"- remaining time of open applications: {bounds} (upper bounds, held to later cases by conformal "
        "offsets)",
        *(f"- {what}: {'learned' if one else 'not learned, see limits'}" for what, one in told.items()),
    ]


def _source(source: Source) -> list[str]:
    return [
        f"- log: {source.name or 'unnamed'}, from {source.since.isoformat()}, known up to "
        f"{source.until.isoformat()}",
        f"- {source.applications:,} applications, looked at {source.looks:,} times",
        f"- SHA-256 of the log: {source.data_hash}",
        f"- seed: {source.seed}",
    ]


def _features(model: TrainedModel) -> list[str]:
    read = {"remaining time": model.duration.encoder.columns}
    risks: Iterable[tuple[str, DelayModel | None]] = (
        ("risk", model.delay),
        ("stage risk", model.stage_delay),
    )
    read |= {what: one.encoder.columns for what, one in risks if one}
    same = len(set(read.values())) == 1
    lines = [(what, columns) for what, columns in read.items()]
    if same:
        lines = [("all parts", model.duration.encoder.columns)]
    calendar = model.recipe.calendar
    return [
        *(f"- {what} ({len(columns)}): {_listed(columns)}" for what, columns in lines),
        f"- working time: {calendar.name if calendar else 'every hour counts'}",
    ]


def _listed(columns: Sequence[str]) -> str:
    """List columns in their order, those that there is one of for each stage once."""
    kinds = [_OF_STAGE.sub(r"\1[each stage]", name) for name in columns]
    return ", ".join(dict.fromkeys(kinds))


def _figures(figures: Evaluation | None) -> list[str]:
    if figures is None:
        return ["Not judged, see limits."]
    time, late = figures.remaining_time, figures.lateness
    rows = [("Measure · 指标", "model · 模型", "plain rule · 简单规则", "n"), ("---",) * 4, *_of_time(time)]
    if late is not None:
        rows += _of_lateness(late)
    return [
        f"Protocol: {figures.protocol}.",
        "",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        *(f"- {note}" for note in figures.notes),
    ]


def _of_time(time: Mapping[str, Any]) -> list[tuple[str, ...]]:
    n = f"{time['n']:,}"
    rules = ", ".join(f"{name} {time[f'mae_days_{name}_rule']:.3f}" for name in ("median", "recent", "mean"))
    return [
        ("mean absolute error, days", f"{time['mae_days']:.3f}", rules, n),
        *(
            (f"finished by {name.upper()}", f"{share:.1%}", f"{name[1:]}% stated", n)
            for name, share in time["coverage"].items()
        ),
    ]


def _of_lateness(late: Mapping[str, Any]) -> list[tuple[str, ...]]:
    n = f"{late['n']:,}"
    return [
        (
            "late: area under the curve",
            f"{late['auc']:.3f}",
            f"rate of the type {late['auc_rate_rule']:.3f}",
            n,
        ),
        ("late: Brier score", f"{late['brier']:.3f}", f"rate of the type {late['brier_rate_rule']:.3f}", n),
        ("late: calibration error", f"{late['ece']:.3f}", "-", n),
    ]


def _limits(model: TrainedModel) -> list[str]:
    return [
        *(f"- {note}" for note in model.notes),
        "- Reasons say what the model makes of a feature, not what causes delay.",
        "- Names not met in training count as unknown; a log of other columns or stages is refused.",
        "- Dates are of applications that are not withdrawn.",
    ]
