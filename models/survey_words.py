"""How files of surveys name their columns, dimensions and answers, in English and Chinese."""

from collections.abc import Mapping
from typing import Final

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "application_id": (
        "application id", "application", "application number", "case", "case id", "request id",
        "申请编号", "申请单号", "工单号", "工单编号", "户号", "编号",
    ),
    "stage": ("stage", "step", "activity", "环节", "环节名称", "节点"),
    "dimension": ("dimension", "aspect", "question", "维度", "评价维度", "评价项目", "项目"),
    "score": ("score", "rating", "answer", "satisfaction", "评分", "评价", "分数", "满意度", "评价结果"),
    "answered_at": (
        "answered at", "answered", "time", "date", "submitted at",
        "评价时间", "答复时间", "回访时间", "填写时间", "时间", "日期",
    ),
    "comment": (
        "comment", "comments", "remark", "opinion", "text", "意见", "意见建议", "评价内容", "备注", "留言",
    ),
}  # fmt: skip
"""Names of each column, beside its own."""

DIMENSIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "attitude": ("attitude", "service attitude", "态度", "服务态度"),
    "professional_skill": ("professional skill", "skill", "专业技能", "业务技能", "专业水平", "专业能力"),
    "response_speed": ("response speed", "speed", "响应速度", "办理速度", "响应时效"),
    "process_standardisation": (
        "process standardisation", "process standardization", "standardisation",
        "流程规范", "流程规范性", "规范程度", "服务规范",
    ),
    "overall": ("overall", "overall satisfaction", "总体评价", "总体满意度"),
}  # fmt: skip
"""What may be asked about; a file may ask about other things, which keep their names."""

SCORES: Final[Mapping[int, tuple[str, ...]]] = {
    5: ("very satisfied", "很满意", "非常满意", "十分满意"),
    4: ("satisfied", "满意", "比较满意"),
    3: ("average", "neutral", "fair", "一般", "基本满意"),
    2: ("dissatisfied", "unsatisfied", "不满意", "不太满意"),
    1: ("very dissatisfied", "very unsatisfied", "很不满意", "非常不满意", "十分不满意"),
}
"""The paper's words for the scores, and others in use."""


def plain(word: str) -> str:
    """A word as it is compared: small letters, blanks for underscores."""
    return " ".join(word.casefold().replace("_", " ").split())


def by_word(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The name that each of the words, and the name itself, stands for."""
    return {plain(word): name for name, every in words.items() for word in (name, *every)}


BY_SCORE: Final = {plain(word): score for score, words in SCORES.items() for word in words}
