"""The command line."""

from pathlib import Path
from typing import Annotated

import typer

from sample_app.files import find_files, format_size

app = typer.Typer(help="Tells how large the files of a folder are.")

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False)]
Count = Annotated[int, typer.Option("--count", "-n", min=1)]


@app.command()
def largest(folder: Folder, count: Count = 5) -> None:
    """Show the largest files."""
    for file in sorted(find_files(folder), reverse=True)[:count]:
        typer.echo(f"{format_size(file.size):>10}  {file.path.relative_to(folder)}")


@app.command()
def total(folder: Folder) -> None:
    """Show how large all files are together."""
    typer.echo(format_size(sum(file.size for file in find_files(folder))))
