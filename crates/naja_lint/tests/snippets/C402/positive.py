#---
dict((x, x) for x in y)
#---
dict(((x, x) for x in y))
#---
dict((x, x + 1) for x in y if x)
#---
dict(
    (x, x) for x in y
)
#---
dict(  # c
    (x, x) for x in y
)
#---
dict((x, x) for x in y)["a"]
#---
f"{dict((x, x) for x in y)}"
#---
f"{dict((x, 'a') for x in y)}"
#---
f'{dict((x, "a") for x in y)}'
#---
dict((x, (x, x)) for x in y)
#---
dict((x, x) for x in y for w in x)
#---
dict((str(x), [x for x in w]) for x, w in y)
#---
def f(): return dict((x, x) for x in y)
#---
class A:
    z = dict((x, x) for x in y)
#---
z = dict((x, x,) for x in y)
#---
z = dict(( x , x ) for x in y)
#---
z = dict(((x), (x)) for x in y)
#---
dict((x, x if x else 1) for x in y)
#---
dict((lambda: x, lambda: 1) for x in y)
#---
dict((x, x) for x in y).items()
#---
z=dict((x, x) for x in y)or 1
#---
dict(
    (
        x,
        x,
    )
    for x in y
)
#---
dict((x, dict((z, z) for z in x)) for x in y)
#---
dict(((a := x), x) for x in y)
#---
dict((x, (yield_ := x)) for x in y)
#---
dict((f"a{x}", x) for x in y)
#---
dict((
    x,  # c
    x
) for x in y)
