#---
list(x)
#---
sorted(x)
#---
reversed(x)
#---
sorted(list(x))
#---
sorted(reversed(x))
#---
tuple(sorted(x))
#---
list(a.sorted(x))
#---
a.list(sorted(x))
#---
def sorted(x): ...
list(sorted(x))
#---
def list(x): ...
list(sorted(x))
#---
def f(sorted): return list(sorted(x))
#---
from x import sorted
reversed(sorted(y))
#---
list(sorted)
#---
reversed(sorted(x)[0])
#---
set(sorted(x))
#---
list(*sorted(x))
#---
list(a=sorted(x))
#---
list([sorted(x)])
#---
reversed(x.sort())
#---
reversed(range(3))
#---
list(sorted(x)[:3])
#---
list(x or sorted(y))
