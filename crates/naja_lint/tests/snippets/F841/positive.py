#---
def f(): x = 1
#---
def f(): x: int = 1
#---
def f():
    x = 1
    y = 2
    return y
#---
def f():
    try: pass
    except E as e: pass
#---
def f():
    with a as b: pass
#---
async def f(): x = await y
#---
def f(): x = y()
#---
def f(): x = y = 1
#---
def f():
    x = 1  # c
    return
#---
class A:
    def f(self): x = 1
#---
def f():
    def g(): x = 1
    return g
#---
def f():
    if a: x = 1
#---
try: pass
except E as e: pass
#---
def f(): x = y.z
#---
def f(): (x) = 1
#---
def f():
    x = 1; return 2
#---
def f():
    x = 1
    x = 2
#---
def f():
    x = lambda: 1
#---
def f(): x = [1, 2]
#---
def f():
    x = (
        1,
        2,
    )
#---
def f(): (x := 1)
#---
def f():
    with a as b, c as d: return d
#---
def f(): x = yield
#---
async def f():
    async with a as b: pass
#---
def f(): x = None if a else b
#---
def f():
    "doc"
    x = 1
#---
def f():
    try: pass
    except (A, B) as é: pass
#---
def f():
    x = y[0]
    z()
#---
def f():
    if a:
        x = 1
    else:
        x = 2
#---
def f():
    for a in b:
        x = a
#---
def f():
    match a:
        case 1: x = 1
#---
def f():
    x = f"{a}"
    return None
#---
def f():
    with (a as b): pass
#---
def f(): x = (yield 1)
#---
def f():
    x = a and b
    y()
#---
def f():
    x = not a
#---
def f():
    x = y = z()
    return y
#---
def f(): x = 1;
#---
def f():
    pass; x = 1
#---
@d
def f():
    x: "int" = 1
    return
#---
def f(): x, y = 1, 2
#---
def f(): x += 1
