"""Writes as many generated programs as asked into a folder: one of eight by hypothesmith (which
is slow), the rest by pysource-codegen.

Usage: FOLDER COUNT. Every program compiles under the interpreter that runs this; the same versions write the same.
"""

import ast
import random
import sys
import warnings
from pathlib import Path

import hypothesmith
import pysource_codegen
from hypothesis import HealthCheck, Phase, given, settings


def accepted(source):
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return "\0" not in source


def write(folder, name, source):
    (folder / name).write_bytes(source.encode("utf-8", "surrogatepass"))


def from_codegen(folder, count):
    seed = written = 0
    while written < count:
        source = pysource_codegen.generate(seed, node_limit=random.Random(seed).choice((50, 200, 600, 1500)))
        seed += 1
        if accepted(source):
            write(folder, "codegen_%05d.py" % seed, source)
            written += 1


def from_hypothesmith(folder, count):
    sources = set()
    options = settings(
        max_examples=count * 2,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    @options
    @given(hypothesmith.from_node(auto_target=False))
    def collect(source):
        if len(sources) < count and len(source) > 8 and accepted(source):
            sources.add(source)

    collect()
    for index, source in enumerate(sorted(sources)):
        write(folder, "hypothesmith_%05d.py" % index, source)
    return len(sources)


warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)
target, total = Path(sys.argv[1]), int(sys.argv[2])
written = from_hypothesmith(target, total // 8)
from_codegen(target, total - written)
