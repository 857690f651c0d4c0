#---
def f():
    print(x)
    x = 1
x = 2
#---
x = 1
def f():
    x += 1
#---
import x
def f():
    x.y
    import x
#---
x = 1
def f():
    y = x
    x = 2
#---
x = 1
def f():
    if x: x = 2
#---
x = 1
def f():
    for x in x: pass
#---
x = 1
async def f():
    await x
    x = 2
#---
x = 1
def f():
    x()
    def x(): ...
#---
x = 1
def f():
    x()
    class x: ...
#---
x = 1
def f():
    with x as x: pass
#---
x = 1
class A:
    def f(self):
        print(x)
        x = 2
#---
import os
def f():
    os.path
    from a import os
#---
x = 1
def f():
    return x
    x = 2
#---
x = 1
def f():
    print(x)
    x: int = 2
#---
x = 1
def f():
    print(x)
    (x := 2)
#---
x = 1
def f():
    print(x)
    x, y = 2, 3
#---
def f():
    x = 1
    def g():
        print(x)
        x = 2
#---
x = 1
def f():
    print(f"{x}")
    x = 2
#---
é = 1
def f():
    é
    é = 2
#---
x = 1
def f():
    assert x
    x = None
#---
def f():
    print(print)
    print = 1
