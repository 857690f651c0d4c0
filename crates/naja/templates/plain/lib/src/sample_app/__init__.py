"""Splits texts into words and counts them."""

from sample_app.words import count_words, split_words

__all__ = ["count_words", "split_words"]
