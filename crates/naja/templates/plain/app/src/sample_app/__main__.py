"""The command line: ``python -m sample_app [NAME]``."""

import sys

from sample_app.greeting import greet


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "world"
    print(greet(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
