"""Sums up orders by month and customer."""
