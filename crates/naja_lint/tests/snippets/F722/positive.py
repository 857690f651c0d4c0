#---
x: "a b"
#---
x: "///"
#---
def f(x: "1 +"): ...
#---
def f() -> "a b": ...
#---
x: ""
#---
x: " ("
#---
x: "a b" = 1
#---
from typing import List
x: List["a b"]
#---
from typing import cast
cast("a b", x)
#---
from typing import TypeVar
T = TypeVar("T", bound="a b")
#---
class A:
    x: "a :"
#---
def f(*x: "a b"): ...
#---
def f(**x: "a b"): ...
#---
async def f() -> "x y": ...
#---
x: "def"
#---
x: "a = b"
#---
x: "class A: pass"
#---
x: "import x"
#---
from typing import Optional
def f(x: Optional["a,,b"]): ...
#---
x: "é é"
#---
x: """a b"""
#---
x: "a" "b c"
#---
x: "[a"
#---
x: "\"a"
#---
x: "x\ny"
#---
from typing import Annotated
x: Annotated["a b", 1]
#---
x: " a"
#---
x: "*a"
