"""Greets whoever runs it."""
