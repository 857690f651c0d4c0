#---
import x
for x in y: pass
#---
import x.y
for x in y: pass
#---
import a as x
for x in y: pass
#---
from a import x
for x in y: pass
#---
from a import b as x
for x in y: pass
#---
import x
for x, z in y: pass
#---
import x
for (a, (x, b)) in y: pass
#---
import x
for [x] in y: pass
#---
import x
for *x, z in y: pass
#---
def f():
    import x
    for x in y: pass
#---
class A:
    import x
    for x in y: pass
#---
import x, z
for x in y: pass
for z in y: pass
#---
from . import x
for x in y: pass
#---
from a import (
    x,  # c
)
for x in y: pass
#---
import x; x.y
for x in y: pass
#---
from __future__ import annotations
for annotations in y: pass
#---
import é
for é in y: pass
#---
for x in z:
    import x
    for x in y: pass
#---
import x
def f():
    for x in y: pass
#---
import x
async def f():
    async for x in y: pass
