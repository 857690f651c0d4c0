"""Makes ``python -m sample_app`` the command."""

from sample_app.cli import app

app(prog_name="sample-app")
