"""The oracle: answers, for each source on standard input, whether this CPython parses it, its tree and its tokens.

A request is a flag byte (1: tokens wanted), the length as four bytes (little-endian) and the source's bytes. A reply is a
verdict byte ("A" accepted, "R" rejected, "X" this interpreter gave up), then two texts, each after its length: the tree
or the reason, and the tokens. The tree is written as naja_syntax's dump writes it; a token is a line of its own.
"""

import ast
import io
import re
import struct
import sys
import threading
import tokenize
import warnings

IGNORED = {"type_comment", "type_ignores"}
# Fields that older versions lack; absent ones count as empty.
NEWER = {
    "FunctionDef": ("type_params",),
    "AsyncFunctionDef": ("type_params",),
    "ClassDef": ("type_params",),
    "TypeVar": ("default_value",),
    "TypeVarTuple": ("default_value",),
    "ParamSpec": ("default_value",),
}
FIELDS = {}
SPECIAL = re.compile(r"[^ -~]|['\\]")
TOKEN_NAMES = tokenize.tok_name


def escaped(match):
    code = ord(match.group())
    return "\\x%02x" % code if code < 0x100 else "\\u%04x" % code if code < 0x10000 else "\\U%08x" % code


def text(value):
    return "'" + SPECIAL.sub(escaped, value) + "'"


def number(value):
    return struct.pack(">d", value).hex()


def constant(value):
    kind = value.__class__
    if kind is str:
        return text(value)
    if value is None or value is True or value is False:
        return repr(value)
    if kind is int:
        return "%#x" % value
    if kind is bytes:
        return "b" + text(value.decode("latin-1"))
    if kind is float:
        return "float:" + number(value)
    if kind is complex:
        return "complex:" + number(value.imag)
    return "Ellipsis"


def node(value, out):
    kind = value.__class__
    entry = FIELDS.get(kind)
    if entry is None:
        placed = "lineno" in kind._attributes
        names = [name for name in kind._fields if name not in IGNORED]
        names += [name for name in NEWER.get(kind.__name__, ()) if name not in names]
        fields = tuple((name, (", " if index else "") + name + "=") for index, name in enumerate(names))
        entry = FIELDS[kind] = (kind.__name__ + "(", placed, fields)
    name, placed, fields = entry
    out.append(name)
    if name == "Constant(":
        out.append("value=" + constant(value.value))
        if value.kind:
            out.append(", kind='u'")
    else:
        for field, label in fields:
            out.append(label)
            item = getattr(value, field, None)
            kind = item.__class__
            if kind is list:
                separator = "["
                for element in item:
                    out.append(separator)
                    simple(element, out)
                    separator = ", "
                out.append("]" if item else "[]")
            elif item is None and field == "type_params":
                out.append("[]")
            else:
                simple(item, out)
    if placed:
        out.append(
            ")@%d:%d-%d:%d" % (value.lineno, value.col_offset, value.end_lineno, value.end_col_offset)
        )
    else:
        out.append(")")


def simple(item, out):
    kind = item.__class__
    if kind is str:
        out.append(text(item))
    elif item is None or kind is int or kind is bool:
        out.append(str(item))
    else:
        node(item, out)


def tokens(source):
    out = []
    # The parser makes every line break a line feed; `tokenize` leaves that to whoever opens the file.
    source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        for kind, _, start, end, _ in tokenize.tokenize(io.BytesIO(source).readline):
            out.append("%s %d:%d-%d:%d\n" % (TOKEN_NAMES[kind], *start, *end))
    except (SyntaxError, tokenize.TokenError) as error:
        out.append("error %s\n" % text(str(error)))
    return "".join(out)


def answer(source, wants_tokens):
    try:
        tree = ast.parse(source)
    except (RecursionError, MemoryError) as error:
        return b"X", repr(error), ""
    except (SyntaxError, ValueError) as error:
        reason = "%s (line %s, offset %s)" % (
            getattr(error, "msg", error),
            getattr(error, "lineno", None),
            getattr(error, "offset", None),
        )
        # "too many nested parentheses" and its like are limits of this parser, not rules of the language.
        gave_up = "too many" in reason or "too complex" in reason
        return b"X" if gave_up else b"R", reason, ""
    out = []
    node(tree, out)
    return b"A", "".join(out), tokens(source) if wants_tokens else ""


def main():
    warnings.simplefilter("ignore")
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        head = source.read(5)
        if len(head) < 5:
            return
        flags, length = struct.unpack("<BI", head)
        verdict, *parts = answer(source.read(length), flags & 1)
        sink.write(verdict)
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            sink.write(struct.pack("<I", len(data)))
            sink.write(data)
        sink.flush()


sys.setrecursionlimit(1_000_000)
threading.stack_size(512 << 20)
worker = threading.Thread(target=main)
worker.start()
worker.join()
