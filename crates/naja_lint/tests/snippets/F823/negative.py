#---
x = 1
def f():
    del x
    x = 2
#---
x = 1
def f(): print(x)
#---
x = 1
def f():
    global x
    print(x)
    x = 2
#---
def f():
    x = 1
    print(x)
#---
x = 1
def f():
    x = 2
    print(x)
#---
def f():
    print(x)
    x = 1
#---
x = 1
class A:
    print(x)
    x = 2
#---
x = 1
print(x)
x = 2
#---
def f():
    x = 1
    def g():
        nonlocal x
        print(x)
        x = 2
#---
x = 1
def f(x):
    print(x)
    x = 2
#---
x = 1
def f():
    lambda: x
    x = 2
#---
x = 1
def f():
    [x for x in y]
#---
x = 1
def f():
    def g(): return x
    x = 2
#---
import x
def f():
    import x
    x.y
#---
x = 1
def f():
    x = x_ = 2
    x
#---
x = 1
def f(a=x):
    x = 2
#---
x = 1
def f():
    try: pass
    except E as x: x
#---
x = 1
def f():
    for x in y: x
#---
x = 1
async def f():
    async with y as x: x
#---
x = 1
def f():
    if a: x = 2
    x
#---
x = 1
@x
def f():
    x = 2
