#---
def f():
    for [x, z] in y:
        yield [x, z]
#---
def f():
    for x in y:
        yield z
#---
def f():
    for x in y:
        yield x
    else: pass
#---
def f():
    for x in y:
        z
        yield x
#---
def f():
    for x in y:
        yield x + 1
#---
async def f():
    for x in y:
        yield x
#---
async def f():
    async for x in y:
        yield x
#---
def f():
    for x in y:
        yield x
    print(x)
#---
def f():
    for x in y:
        z = yield x
#---
def f():
    for x in y:
        yield from x
#---
def f():
    yield from y
#---
def f():
    for x, z in y:
        yield x
#---
def f():
    for x, z in y:
        yield z, x
#---
def f():
    for x in y:
        yield
#---
def f():
    for x.a in y:
        yield x.a
#---
def f():
    for x[0] in y:
        yield x[0]
#---
def f():
    for x in y:
        if x: yield x
#---
def f():
    for x in y:
        print((yield x))
#---
def f():
    for x, *z in y:
        yield x, z
#---
def f():
    return [x for x in y]
#---
def f():
    for x in y:
        yield x, x
#---
def f():
    for x in y:
        yield [x]
