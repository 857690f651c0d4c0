#---
async with x: pass
#---
async for x in y: pass
#---
[x async for x in y]
#---
def f(): yield
#---
def f(): yield x
#---
def f(): yield from x
#---
async def f(): await x
#---
async def f(): yield
#---
lambda: (yield)
#---
lambda: (yield from x)
#---
def f(): x = yield
#---
async def f():
    async with x: pass
#---
async def f():
    async for x in y: pass
#---
async def f(): return [x async for x in y]
#---
class A:
    def f(self): yield
#---
class A:
    async def f(self): await x
#---
def f():
    if x: yield
#---
def f():
    lambda: (yield)
#---
async def f(): return [await x for x in y]
#---
async def f(): return {await x async for x in y}
#---
yield_ = 1
#---
await_ = 2
#---
def f(): return (yield)
#---
class A:
    x = lambda self: (yield)
