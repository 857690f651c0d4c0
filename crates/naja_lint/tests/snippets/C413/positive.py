#---
list(sorted(x))
#---
list(sorted(x, key=f))
#---
reversed(sorted(x))
#---
reversed(sorted(x, key=f))
#---
reversed(sorted(x, reverse=True))
#---
reversed(sorted(x, reverse=False))
#---
reversed(sorted(x, reverse=y))
#---
reversed(sorted(x, reverse=not y))
#---
reversed(sorted(x, key=f, reverse=True,))
#---
reversed(sorted( x ))
#---
reversed(sorted(x,))
#---
reversed(sorted(
    x,
    key=f,
))
#---
reversed(sorted(
    x,
    key=f
))
#---
reversed(sorted(x for x in y))
#---
reversed(sorted(*x))
#---
reversed(sorted(x, **y))
#---
list(sorted(x),)
#---
list( sorted( x ) )
#---
list(
    sorted(x)
)
#--- differs: ruff's fix loses comments
list(  # c
    sorted(x)
)
#---
z=list(sorted(x))or 1
#---
z = list(sorted(x))if x else 2
#---
f"{list(sorted(x))}"
#---
reversed((sorted(x)))
#---
reversed(sorted(x, reverse=a if b else c))
#---
reversed(sorted(x, reverse=lambda: 1))
#---
reversed(sorted(x, reverse=0))
#---
reversed(sorted(x, reverse=a and b))
#---
reversed(sorted(x, reverse=a > b))
#---
reversed(list(sorted(x)))
#---
list(reversed(sorted(x)))
#---
def f(): return list(sorted(x))
#---
class A:
    z = reversed(sorted(x, reverse=(True)))
#---
reversed(sorted(x, key=lambda a: a))
#---
reversed(sorted(x, reverse=(yield_)))
#---
reversed(sorted(x,  # c
    key=f))
#---
reversed(sorted(x, reverse=-1))
#---
lambda: reversed(sorted([1, 2]))
#---
for a in reversed(sorted(x)): pass
#---
reversed(sorted((a for a in x)))
