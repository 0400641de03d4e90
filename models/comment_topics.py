"""Topics of comments in one language, by their words.

Topics are the parts of a non-negative factorisation of the words' weights: D. D. Lee and H. S. Seung,
Learning the parts of objects by non-negative matrix factorization, Nature 401 (1999).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from models.comment_words import stem, words_of

Floats = npt.NDArray[np.float64]
PER_TOPIC = 8
"""Comments there must be for each topic: fewer make topics of single comments."""
WORDS = 6
_COMMON = 0.7
"""Words in a greater share of the comments tell no topics apart."""
_TOLD = 0.2
"""A word is named where it weighs at least this share of the topic's heaviest."""
_STEPS = 1_000


def factored(texts: Sequence[str], most: int) -> tuple[Floats, list[tuple[str, ...]]]:
    """Find the topics of some comments.

    Parameters
    ----------
    texts : of one language.
    most : topics; fewer where there are not eight comments for each.

    Returns
    -------
    How much each comment is about each topic, shape (comments, topics), and the words of each topic, the most
    telling first. No topic where no two comments share a word.
    """
    words = [words_of(text) for text in texts]
    stems = [[stem(word) for word in of] for of in words]
    shared = Counter(one for of in stems for one in set(of))
    if not any(1 < count <= _COMMON * len(texts) for count in shared.values()):
        return np.zeros((len(texts), 0)), []
    reader = TfidfVectorizer(analyzer=list, min_df=2, max_df=_COMMON, sublinear_tf=True)
    weights = reader.fit_transform(stems)
    parts = max(1, min(most, len(texts) // PER_TOPIC, weights.shape[1]))
    model = NMF(parts, init="nndsvda", random_state=0, max_iter=_STEPS)
    about = model.fit_transform(weights)
    named = _commonest_forms(words)
    names = reader.get_feature_names_out()
    return np.asarray(about), [_telling(row, names, named) for row in model.components_]


def _commonest_forms(words: Sequence[Sequence[str]]) -> dict[str, str]:
    """The form in which each stem stands most often."""
    counts = Counter(word for of in words for word in of)
    rising = sorted(counts, key=lambda word: (counts[word], word))
    return {stem(word): word for word in rising}


def _telling(row: Floats, names: Sequence[str], named: dict[str, str]) -> tuple[str, ...]:
    order = np.argsort(-row, kind="stable")[:WORDS]
    return tuple(named[names[place]] for place in order if row[place] >= _TOLD * row.max())
