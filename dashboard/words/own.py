"""Words that a scenario brings along."""

from dashboard.words.languages import language
from scenarios.part import Words


def words_of(words: Words) -> str:
    """Say a scenario's own words in the reader's language."""
    return words.zh if language() == "zh" and words.zh else words.en
