import pytest

from sample_app.__main__ import main
from sample_app.greeting import greet


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ada", "Hello, Ada!"), ("  Ada ", "Hello, Ada!"), ("", "Hello, world!")],
)
def test_greet(name: str, expected: str) -> None:
    assert greet(name) == expected


def test_main_prints_the_greeting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Ada"]) == 0
    assert capsys.readouterr().out == "Hello, Ada!\n"
