"""Words of comments in English and Chinese, brought to the forms by which they are counted."""

import re
from typing import Final

import rjieba
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

CHINESE, ENGLISH = "zh", "en"
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]+")
_ENDINGS: Final = re.compile(r"(?<=[a-z]{3})(ings?|ed|es|s|e)$")
_LITTLE = """
的 了 在 是 我 有 和 就 不 人 都 一 一个 也 很 到 说 要 去 你 会 着 没有 看 好 自己
这 那 才 还 又 被 把 给 让 与 及 但 而 或 我们 他们 你们 他 她 它 这个 那个 什么
怎么 为什么 可以 没 太 非常 比较 还是 已经 因为 所以 如果 但是 吗 呢 吧 啊 对 从 再
能 用 来 上 下 里 等等 希望 建议 请 个 次 些 点 真的 有点
"""
_SAYING_LITTLE: Final = frozenset(_LITTLE.split())
"""Chinese function words, and those of politeness, which stand in comments of every kind."""


def language_of(text: str) -> str:
    """Chinese where a Chinese character occurs, else English."""
    return CHINESE if _HAN.search(text) else ENGLISH


def words_of(text: str) -> list[str]:
    """The words of a comment that say something, in small letters."""
    found = (word for part in rjieba.cut(text.casefold()) for word in _WORD.findall(part))
    return [word for word in found if word not in _SAYING_LITTLE and word not in ENGLISH_STOP_WORDS]


def stem(word: str) -> str:
    """Bring the forms of an English word together: wait, waits, waited and waiting; Chinese words stay.

    No dictionary is needed for that; D. Harman, How effective is suffixing?, Journal of the American Society
    for Information Science 42 (1991), found such endings to do as well as the elaborate rules.
    """
    return _ENDINGS.sub("", word)
