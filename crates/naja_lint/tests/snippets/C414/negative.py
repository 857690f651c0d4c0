#---
sorted(sorted(x, reverse=True))
#---
sorted(sorted(x), reverse=True)
#---
list(x)
#---
list(set(x))
#---
tuple(set(x))
#---
list(sorted(x))
#---
list(reversed(x))
#---
tuple(sorted(x))
#---
sorted(set(x))
#---
reversed(list(x))
#---
list(map(list, x))
#---
a.list(list(x))
#---
def list(x): ...
list(list(x))
#---
list(a.tuple(x))
#---
sorted(sorted(x, key=f))
#---
sorted(sorted(x), key=f)
#---
sorted(x, key=list)
#---
set([list(x)])
#---
set(x, list(y))
#---
frozenset(list(x))
#---
set(dict(x))
#---
list(list)
#---
sorted(key=list(x))
#---
tuple(reversed(x))
#---
set(frozenset(x))
