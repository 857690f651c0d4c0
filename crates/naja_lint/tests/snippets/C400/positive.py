#---
list(x for x in y)
#---
list((x for x in y))
#---
list(x + 1 for x in y)
#---
list(x for x in y if x)
#---
list(
    x for x in y
)
#---
list(x for x in y) # c
#---
list(  # c
    x for x in y
)
#---
z = list(x for x in y for w in x)
#---
list((x, 1) for x in y)
#---
def f(): return list(x for x in y)
#---
async def f(): return list([a async for a in y][0] for x in y)
#---
class A:
    z = list(x for x in y)
#---
f(list(x for x in y), 1)
#---
list(x for x in y)[0]
#---
f"{list(x for x in y)}"
#---
list(list(x for x in y) for z in w)
#---
list(x if x else 1 for x in y)
#---
list((yield_(x)) for x in y)
#---
list(x for x in y).sort()
#---
lambda: list(x for x in y)
#---
list(é for é in y)
#---
list({} for x in y)
#---
z=list(x for x in y)or 1
#---
assert list(
    (x for x in y)
)
#---
list((x for x in y),)
#---
list(*a) or list(x for x in y)
#---
list(a for a, in y)[0:0] if 0 else list(y)
