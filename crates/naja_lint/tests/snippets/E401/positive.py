#---
import a, b
#---
import a, b, c
#---
import a as x, b
#---
import a.b, c.d
#---
def f():
    import a, b
#---
class A:
    import a, b
#---
if x:
    import a, b
#---
import a, b  # c
#---
import a, b; x
#---
x; import a, b
#---
if x: import a, b
#---
try: import a, b
except E: pass
#---
import a, \
    b
#---
import a,b
#---
import a , b
#---
import é, b
#---
import a.b as c, d as e
#---
def f():
⇥import a, b
#---
import sys, os
x = 1
#---
async def f():
    import a, b
#---
with x:
    import a, b, c  # noqa: X
#---
import a, b␄
#---
while x:
    import a, b
    import c, d
