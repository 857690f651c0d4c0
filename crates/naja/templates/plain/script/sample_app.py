# /// script
# requires-python = ">=3.9"
# dependencies = []
# ///
"""Greets whoever runs it."""

import sys


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "world"
    print(f"Hello, {name}!")


if __name__ == "__main__":
    main()
