"""Words: every text a reader sees, in English and 简体中文. `t("Cycle time")`: the English is the key."""

from dashboard.words.catalogue import t
from dashboard.words.languages import LANGUAGES, language, speaking
from dashboard.words.marking import mark
from dashboard.words.naming import name

__all__ = ["LANGUAGES", "language", "mark", "name", "speaking", "t"]
