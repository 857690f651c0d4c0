from sample_app import count_words, split_words


def test_words_are_split_at_everything_else() -> None:
    assert split_words("One, two; naïve-ly") == ["one", "two", "naïve", "ly"]


def test_case_makes_no_difference_in_counts() -> None:
    assert count_words("one two Two") == {"one": 1, "two": 2}


def test_an_empty_text_has_no_words() -> None:
    assert not count_words("")
