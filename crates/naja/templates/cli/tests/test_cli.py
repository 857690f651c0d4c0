from pathlib import Path

import pytest
from typer.testing import CliRunner

from sample_app.cli import app
from sample_app.files import format_size


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.txt").write_bytes(b"x" * 10)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "large.txt").write_bytes(b"x" * 2048)
    return tmp_path


def test_the_largest_files_come_first(folder: Path) -> None:
    result = CliRunner().invoke(app, ["largest", str(folder), "--count", "1"])
    assert result.exit_code == 0
    assert result.output.split() == ["2", "KiB", str(Path("inner", "large.txt"))]


def test_the_total_counts_every_file(folder: Path) -> None:
    result = CliRunner().invoke(app, ["total", str(folder)])
    assert result.output == "2 KiB\n"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["total", str(tmp_path / "nowhere")])
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 B"), (1023, "1023 B"), (1024**2, "1 MiB"), (1024**3, "1.0 GiB")],
)
def test_sizes_are_written_for_people(size: int, expected: str) -> None:
    assert format_size(size) == expected
