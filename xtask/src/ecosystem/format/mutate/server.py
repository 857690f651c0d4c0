"""Formats sources with Black until the standard input ends.

A request is a byte of flags (1: stub, 2: check Black's own promises), the line length and the length of the source as four
bytes each, and the source. A reply is `A` (a text), `R` (refused), `T` (took too long) or `B` (Black breaks its own
promise), the length of a text, and the text.
"""

import signal
import struct
import sys

import black

SECONDS = 20


class Late(Exception):
    pass


def late(_signal, _frame):
    raise Late


def answer(flags, width, source):
    mode = black.Mode(line_length=width, is_pyi=bool(flags & 1))
    try:
        text = black.format_str(source, mode=mode)
    except Late:
        raise
    except Exception as error:
        return b"R", f"{type(error).__name__}: {error}"
    if flags & 2:
        try:
            black.assert_equivalent(source, text)
            black.assert_stable(source, text, mode=mode)
        except Late:
            raise
        except Exception as error:
            return b"B", f"{type(error).__name__}: {error}"
    return b"A", text


def main():
    signal.signal(signal.SIGALRM, late)
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while len(head := requests.read(9)) == 9:
        flags, width, length = struct.unpack("<BII", head)
        source = requests.read(length).decode("utf-8")
        signal.alarm(SECONDS)
        try:
            kind, text = answer(flags, width, source)
        except Late:
            kind, text = b"T", ""
        signal.alarm(0)
        payload = text.encode("utf-8", "surrogatepass")
        replies.write(kind + struct.pack("<I", len(payload)) + payload)
        replies.flush()


main()
