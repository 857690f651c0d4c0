#---
import x
x.y
import x
#---
x = 1
x = 2
#---
if a:
    import x
else:
    import x
#---
try: import x
except ImportError: import y as x
#---
def f(): ...
f()
def f(): ...
#---
import x.y
import x.z
#---
from typing import overload
@overload
def f(a): ...
def f(a): ...
#---
class A:
    @property
    def f(self): ...
    @f.setter
    def f(self, v): ...
#---
import x
del x
import x
#---
import x as y
import x
#---
if a:
    def f(): ...
else:
    def f(): ...
#---
def _(): ...
def _(): ...
#---
import x
__all__ = ["x"]
x
import x
#---
class A:
    def f(self): ...
class B:
    def f(self): ...
#---
from functools import singledispatch
@singledispatch
def f(a): ...
@f.register
def f_(a): ...
#---
match a:
    case 1: import x
    case 2: import x
#---
import x
with x: import x
#---
import typing
@typing.overload
def f(a): ...
@typing.overload
def f(b): ...
def f(c): ...
#---
def outer():
    import x
    x.y
    import x
#---
class Outer:
    class A:
        @property
        def f(self): ...
        @f.setter
        def f(self, v): ...
