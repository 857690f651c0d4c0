#---
def f(): return
#---
def f(): return x
#---
async def f(): return x
#---
lambda: x
#---
class A:
    def f(self): return
#---
def f():
    if x: return
#---
def f():
    def g(): return
#---
def f():
    for x in y: return
#---
def f():
    with x: return
#---
def f():
    try: return
    finally: pass
#---
def f():
    class A:
        def g(self): return
#---
async def f():
    async with x: return
#---
def f():
    match x:
        case 1: return
#---
def f():
    while x: return y
#---
def f(): return lambda: 1
#---
def f(): return (yield)
#---
return_ = 1
#---
def f():
    return x, y
#---
@d
def f(): return x
#---
if x:
    def f(): return
#---
class A:
    @property
    def f(self): return self.x
