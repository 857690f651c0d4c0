#---
dict([(x, x) for x in y])
#---
dict([(x, x) for x in y if x])
#---
dict( [ (x, x) for x in y ] )
#---
dict([
    (x, x)
    for x in y
])
#---
dict(
    [
        (x, x) for x in y
    ]
)
#--- differs: ruff's fix loses comments
dict([  # c
    (x, x) for x in y
])
#---
dict([(x, x) for x in y],)
#---
f"{dict([(x, x) for x in y])}"
#---
f"{dict([(x, 'a') for x in y])}"
#---
f"{ dict([(x, x) for x in y]) | z }"
#---
f'{dict([(x, "a") for x in y])}'
#---
z=dict([(x, x) for x in y])or 1
#---
def f(): return dict([(x, x) for x in y])
#---
class A:
    z = dict([(x, x) for x in y])
#---
dict(([(x, x) for x in y]))
#---
dict([(x, dict([(z, z) for z in x])) for x in y])
#---
dict([(x, x,) for x in y])
#---
dict([( x , x ) for x in y])
#---
dict([((x), (x)) for x in y])
#---
dict([(x,
       x) for x in y])
#---
async def f(): return dict([(x, x) async for x in y])
#---
dict([(x, x) for x in y]).items()
#---
dict([(lambda: x, x if x else 1) for x in y])
#---
dict([((a := x), x) for x in y])
#---
dict([(*x, x) for x in y])
#---
lambda: dict([(x, x) for x in y])
#--- differs: ruff's fix loses comments
dict([(x, [x]) for x in y
      if x  # c
      ])
