"""Text that a reader typed, shown as it is."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]{}()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """Take their meaning from the signs that Markdown and Streamlit would heed."""
    return _SPECIAL.sub(r"\\\1", text)
