#---
set([x for x in y])
#---
set([x for x in y if x])
#---
set( [x for x in y] )
#---
set([ x for x in y ])
#---
set([
    x for x in y
])
#---
set(
    [
        x for x in y
    ]
)
#---
set([  # c
    x for x in y
])
#---
set([x for x in y],)
#---
f"{set([x for x in y])}"
#---
f"{ set([x for x in y]) | z }"
#---
f"{z | set([x for x in y])}"
#---
f"{set(['a' for x in y])}"
#---
z=set([x for x in y])or 1
#---
def f(): return set([x for x in y])
#---
class A:
    z = set([x for x in y])
#---
set(([x for x in y]))
#---
set(((
    [x for x in y]
)))
#---
set([set([x for x in y]) for z in y])
#---
set([x for x in y]).pop()
#---
async def f(): return set([x async for x in y])
#---
set([(x, 1) for x in y for z in x])
#---
z = 1 if set([x for x in y])else 2
#---
set([x for x in y
     if x # c
    ])
#---
lambda: set([x for x in y])
#---
set([x for x in y]) - set([x for x in z])
