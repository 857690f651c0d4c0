#---
x: "a"
#---
x: "a.b"
#---
x: "List[a]"
#---
x: a
#---
def f(x: "a"): ...
#---
def f() -> "a": ...
#---
x = "a b"
#---
x: "a | b"
#---
from typing import Literal
x: Literal["a b"]
#---
from typing import Annotated
x: Annotated[int, "a b"]
#---
x: b"a b"
#---
x: f"a b"
#---
x: "(a)"
#---
x: "a[0]"
#---
x: 'a["b"]'
#---
x: "lambda: 1"
#---
x: "a, b"
#---
from typing import cast
cast(x, "a b")
#---
x: "None"
#---
from typing_extensions import Literal as L
def f(x: L["a b", "c d"]): ...
#---
f("a b")
#---
from typing import TypeVar
T = TypeVar("a b")
#---
x: """
a
"""
