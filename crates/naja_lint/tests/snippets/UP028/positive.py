#---
def f():
    for x in y: yield x
#---
def f():
    for x in y:
        yield x
#---
def f():
    for x, z in y:
        yield x, z
#---
def f():
    for (x, z) in y:
        yield x, z
#---
def f():
    for x, z in y:
        yield (x, z)
#---
def f():
    for x in y:  # c
        yield x
#---
def f():
    for x in y:
        yield x  # c
#---
def f():
    for x in y:
        # c
        yield x
#---
def f():
    for x in g(y):
        yield x
#---
def f():
    for x in (y, z):
        yield x
#---
def f():
    for x in y, z:
        yield x
#---
def f():
    for x in [y for y in z]:
        yield x
#---
class A:
    def f(self):
        for x in self.y:
            yield x
#---
def f():
    if y:
        for x in y:
            yield x
#---
def f():
    for x in y:
        yield x
    for z in y:
        yield z
#---
def f():
    for x in (yield_ for yield_ in y):
        yield x
#---
def f():
    for x in (
        y
    ):
        yield x
#---
def f():
    for x in y: (yield x)
#---
def f():
    try:
        for x in y: yield x
    finally: pass
#---
def f():
    for z in y:
        for x in z:
            yield x
#---
def f():
    for é in y:
        yield é
#---
def f():
    for x in y if z else w:
        yield x
#---
def f():
    for x in lambda: y:
        yield x
#---
def f():
    with z: 
        for x in y: yield x
#---
def f():
    for x in y: yield x; 
#---
def f():
    for x in not y: yield x
#---
def f():
    for x in (yield):
        yield x
#---
def f():
    for x in y:
        yield x
    return 1
#---
def f():
    x = 1
    for x in y:
        yield x
#---
def f():
    global x
    for x in y:
        yield x
