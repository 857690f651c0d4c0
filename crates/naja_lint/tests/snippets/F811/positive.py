#---
import x
import x
#---
import x
def x(): ...
#---
def x(): ...
def x(): ...
#---
class x: ...
class x: ...
#---
from a import x
from b import x
#---
import a as x
import b as x
#---
import x
class x: ...
#---
def f(): ...
class f: ...
#---
class A:
    def f(self): ...
    def f(self): ...
#---
def g():
    import x
    import x
#---
import x, y
import x
#---
from a import x, y
from a import x
#---
from a import (
    x,
    y,
)
import x
#---
import x


import x  # c
#---
def g():
    def x(): ...
    def x(): ...
#---
class A:
    x = 1
    def f(self): ...
    async def f(self): ...
#---
import x.y
import x.y
#---
import x
from a import b as x
#---
if a:
    import x
    import x
#---
try:
    import x
    import x
except E: pass
#---
async def f(): ...
async def f(): ...
#---
import é
import é
#---
import x; import x
#---
from a import x as y
from a import x as y, z
#---
@d
def f(): ...
@d
def f(): ...
#---
import x, x
#---
from a import x, x
#---
import os
def f(os): ...
import os
#---
import x
x = 1
#---
x = 1
import x
#---
def f(): ...
f = 1
#---
import x
def f():
    import x
#---
import x
def f(x): ...
#---
import x
[x for x in y]
