#---
def f():
    x = 1
    return x
#---
def f(): _ = 1
#---
def f(): _x = 1
#---
x = 1
#---
class A: x = 1
#---
def f(x): ...
#---
def f(): (x, y) = a
#---
def f():
    for x in y: pass
#---
def f():
    global x
    x = 1
#---
def f():
    x = 1
    return locals()
#---
def f():
    try: pass
    except E as e: e
#---
def f():
    with a as b: b
#---
def f():
    x = 1
    lambda: x
#---
def f():
    x = 1
    def g(): return x
#---
def f():
    x = 1
    del x
#---
def f(): x: int
#---
def f(): [x for x in y]
#---
def f():
    x = 1
    f"{x}"
#---
def f(): x.y = 1
#---
def f(): x[0] = 1
#---
def f():
    with a as (b, c): pass
#---
def f():
    import x
#---
def f(): __tracebackhide__ = True
#---
def f(): __traceback_info__ = 1
#---
def f():
    [x] = y
#---
def f():
    try: pass
    except E: pass
#---
def f():
    x = 1
    class A: y = x
#---
def f():
    x = 0
    x += 1
    return x
#---
def f():
    *x, y = z
#--- lint.dummy-variable-rgx="^unused"
def f(): unused = 1
#--- lint.dummy-variable-rgx="^unused"
def f(): unused_x = y()
