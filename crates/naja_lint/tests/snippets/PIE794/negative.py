#---
class A:
    x = y = 1
    x = 2
#---
class A:
    x = 1
#---
class A:
    x = 1
    y = 2
#---
class A:
    x = 1
    x += 2
#---
class A:
    x = 1
    if y:
        x = 2
#---
class A:
    if y:
        x = 1
    else:
        x = 2
#---
class A:
    x = 1
    def x(self): ...
#---
x = 1
x = 2
#---
def f():
    x = 1
    x = 2
#---
class A:
    x = 1
    x = x + 1
#---
class A:
    x, y = 1, 2
    x = 3
#---
class A:
    x = 1
    x.y = 2
#---
class A:
    x = 1
class B:
    x = 2
#---
class A:
    x = 1
    class B:
        x = 2
#---
class A:
    x = 1
    for x in y: pass
#---
class A:
    def f(self):
        x = 1
        x = 2
#---
class A:
    x = 1
    x[0] = 2
#---
class A:
    x = 1
    X = 2
#---
class A:
    x = 1
    x = f(x)
#---
class A:
    x = 1
    x = [x]
#---
class A:
    def f(self): ...
    def f(self): ...
#---
class A:
    x = 1
    del x
#---
class A:
    import x
    x = 1
#---
class A:
    x = 1
    (x) + 1
