#---
import x
async def f():
    global x
    async for x in y: pass
#---
if a:
    import x
for x in y: pass
#---
import x
if a:
    for x in y: pass
#---
try: import x
except ImportError: pass
for x in y: pass
#---
import x
[x for x in y]
#---
import x
{x: 1 for x in y}
#---
import x
x = 1
#---
import x
for z in x: pass
#---
for x in y: pass
import x
#---
x = 1
for x in y: pass
#---
import x
with y as x: pass
#---
import x
for x.a in y: pass
#---
import x
for x[0] in y: pass
#---
import a as b
for a in y: pass
#---
import x.y
for y in z: pass
#---
from x import *
for x in y: pass
#---
import x
lambda x: x
#---
def f():
    import x
for x in y: pass
#---
class A:
    import x
    def f(self):
        for x in y: pass
#---
import x
try: pass
except E as x: pass
#---
import x
def x(): ...
for x in y: pass
#---
import x
del x
for x in y: pass
#---
import x
x = 1
for x in y: pass
