"""Files and their sizes."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    size: int
    path: Path


def find_files(folder: Path) -> Iterator[File]:
    """Yield the files of a folder and those below it."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield File(path.stat().st_size, path)


def format_size(size: float) -> str:
    """Write a number of bytes for people."""
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"
