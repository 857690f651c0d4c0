#---
def f():
    x: int = 1
    return x
#---
x: int
#---
class A: x: int
#---
def f():
    x: int
    x = 1
    return x
#---
def f(): _: int
#---
def f(): _x: int
#---
def f(x: int): ...
#---
def f():
    x: int
    return x
#---
def f(): x.y: int
#---
def f(): x[0]: int
#---
def f():
    x: int
    for x in y: x
#---
def f():
    x: int
    lambda: x
#---
def f():
    x: int
    def g(): return x
#---
def f():
    global x
#---
def f() -> int: ...
#---
def f():
    class A: x: int
#---
async def f():
    x: int
    async for x in y: x
#---
def f():
    x: int
    with a as x: x
#---
def f():
    x: int
    (x := 1)
    x
#--- lint.dummy-variable-rgx="^unused"
def f(): unused: int
