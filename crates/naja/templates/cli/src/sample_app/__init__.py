"""Tells how large the files of a folder are."""
