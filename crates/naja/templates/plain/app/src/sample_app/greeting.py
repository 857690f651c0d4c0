"""What is said to whom."""


def greet(name: str) -> str:
    """Return a greeting for a name, however it is written."""
    return f"Hello, {name.strip() or 'world'}!"
