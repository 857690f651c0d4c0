#---
yield
#---
yield x
#---
yield from x
#---
await x
#---
class A: yield
#---
class A:
    yield from x
#---
class A:
    await x
#---
x = yield
#---
x = await y
#---
if x: yield
#---
[await x for x in y]
#---
f(await x)
#---
def f(): ...
yield x
#---
class A:
    def f(self): ...
    x = yield
#---
with (yield x): pass
#---
try: yield
finally: pass
#---
while (yield): pass
#---
lambda x=(yield): 1
#---
assert (yield)
#---
print((yield from x))
#---
async def f(): ...
await f()
