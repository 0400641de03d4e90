"""Words: every text a reader sees, in English and 简体中文. `t("Cycle time")`: the English is the key."""

from dashboard.words.catalogue import t
from dashboard.words.language import LANGUAGES, speaking
from dashboard.words.marking import mark
from dashboard.words.naming import name

__all__ = ["LANGUAGES", "mark", "name", "speaking", "t"]
