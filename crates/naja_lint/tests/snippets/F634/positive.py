#---
if (a, b): pass
#---
if (a,): pass
#---
if (a, b):
    pass
else: pass
#---
if x: pass
elif (a, b): pass
#---
if x: pass
elif y: pass
elif (a, b): pass
#---
if(a, b): pass
#---
def f():
    if (a, b): return
#---
class A:
    if (a, b): pass
#---
async def f():
    if (await a, b): pass
#---
if (
    a,
    b,
): pass
#---
if ((a, b)): pass
#---
if (*a, b): pass
#---
if x:
    if (a, b): pass
#---
for x in y:
    if (a, b): pass
#---
if (a, b): pass
elif (c, d): pass
#---
def outer():
    if (a, b): pass
#---
class Outer:
    class A:
        if (a, b): pass
#---
if flag:
    if (a, b): pass
    elif (c, d): pass
#---
async def outer():
    def f():
        if (a, b): return
#---
with lock:
    for x in y:
        if (a, b): pass
