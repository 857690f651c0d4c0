"""Words and how often they occur."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, in their order."""
    return [word.lower() for word in _WORD.findall(text)]


def count_words(text: str) -> Counter[str]:
    """Return how often each word occurs, upper and lower case being the same."""
    return Counter(split_words(text))
