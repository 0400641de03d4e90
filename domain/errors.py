"""What a reader is told when their input cannot be used: one sentence, and the nearest valid word."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

_MOST_LISTED = 30


class InputError(ValueError):
    """Input that breaks a stated rule.

    The message is one sentence: what, where (file, row, column or key), the rule, what came and, where
    there is one, the nearest valid choice. Programs print it on standard error and exit with code 2.
    """


def nearest(word: object, choices: Iterable[str], alike: float = 0.6) -> str:
    """Suggestion to append to a message.

    Parameters
    ----------
    word : what came; anything but text gives no suggestion.
    choices : the valid words.
    alike : how like the word a choice must be, from 0 to 1, the same word.

    Returns
    -------
    " (nearest: 'survey')", or "" when no choice resembles the word.
    """
    if not isinstance(word, str):
        return ""
    by_folded = {choice.casefold(): str(choice) for choice in choices}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return f" (nearest: {by_folded[close[0]]!r})" if close else ""


def must(holds: bool, sentence: str) -> None:
    """Raise InputError with the sentence unless the rule holds.

    Use it where the sentence is cheap to build; in a loop over rows, test first and raise yourself.
    """
    if not holds:
        raise InputError(sentence)


def must_be_one_of(word: object, choices: Collection[str], where: str) -> None:
    """Raise InputError unless the word is one of the choices, naming the nearest or, failing that, all.

    Parameters
    ----------
    where : subject of the sentence, for example "Scenario 'july_peak': key".
    """
    if isinstance(word, str) and word in choices:
        return
    hint = nearest(word, choices) or _listed(choices)
    raise InputError(f"{where} must be a known word, got {word!r}{hint}.")


def _listed(choices: Collection[str]) -> str:
    return f" (one of: {', '.join(sorted(choices))})" if len(choices) <= _MOST_LISTED else ""
