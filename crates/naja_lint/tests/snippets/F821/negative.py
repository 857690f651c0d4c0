#---
x = 1
x
#---
import x
x
#---
def f(): return f
#---
print
#---
def f(x): return x
#---
lambda x: x
#---
[x for x in range(3)]
#---
for x in []: x
#---
with open("a") as x: x
#---
def f(): return x
x = 1
#---
class A:
    def f(self): return A
#---
__name__
#---
__file__
#---
from x import *
y
#---
try: x
except NameError: pass
#---
y: "int"
#---
class A:
    x = 1
    y = x
#---
def f():
    global x
    x = 1
x
#---
def f():
    x = 1
    def g(): return x
#---
{x: 1 for x in ()}
#---
(x := 1)
x
#---
match 1:
    case x: x
#---
def f[T](x: T) -> T: return x
#---
type X[T] = list[T]
#---
from __future__ import annotations
def f() -> A: ...
class A: ...
#---
class A:
    __module__
    __qualname__
#---
import x.y
x.y.z
#---
WindowsError
#---
__debug__
#---
if True:
    x = 1
x
#---
def f():
    try: pass
    except Exception as e: e
#---
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import x
x.y
#--- builtins=["_"]
_("a")
#--- stub
x: A
class A: ...
#--- stub
class A(B): ...
class B: ...
