#---
list(list(x))
#---
list(tuple(x))
#---
tuple(list(x))
#---
tuple(tuple(x))
#---
set(list(x))
#---
set(set(x))
#---
set(tuple(x))
#---
set(sorted(x))
#---
set(reversed(x))
#---
sorted(list(x))
#---
sorted(tuple(x))
#---
sorted(sorted(x))
#---
sorted(reversed(x))
#---
sorted(list(x), key=f)
#---
sorted(list(x), reverse=True)
#---
sorted(sorted(x, key=f), key=f)
#---
list(list(x),)
#---
list( list( x ) )
#---
list(
    list(x)
)
#---
list(  # c
    tuple(x)
)
#---
tuple(list(x for x in y))
#--- differs: ruff's fix does not parse, and is not made
sorted(list(x for x in y), key=f)
#---
set(list([1, 2]))
#---
list(list((1, 2)))
#---
list((list(x)))
#---
def f(): return tuple(list(x))
#---
class A:
    z = set(tuple(x))
#---
f"{set(list(x))}"
#---
list(list(list(x)))
#---
z=list(list(x))or 1
#---
sorted(list(x,))
#---
sorted(tuple(x),  # c
    key=f)
#---
set(list(*x))
#---
list(list())
#---
set(list(x, y))
#---
sorted(reversed(x), key=f)
#---
tuple(list(x))[0]
#---
lambda: set(sorted(x, key=f))
