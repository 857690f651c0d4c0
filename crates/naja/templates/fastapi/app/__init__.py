"""A web service that keeps a list of tasks."""
