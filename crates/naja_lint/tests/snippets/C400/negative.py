#---
[x for x in y]
#---
list(y)
#---
list([x for x in y])
#---
list()
#---
list({x for x in y})
#---
set(x for x in y)
#---
tuple(x for x in y)
#---
list(*(x for x in y))
#---
list(a=(x for x in y))
#---
a.list(x for x in y)
#---
def list(x): ...
list(x for x in y)
#---
from x import list
list(x for x in y)
#---
def f(list): return list(x for x in y)
#---
sorted(x for x in y)
#---
(x for x in y)
#---
list((x, y))
#---
list(map(f, y))
#---
list(x)(y for y in x)
#---
list[int](x for x in y)
#---
list = 1
def f(): return list(x for x in y)
#---
List(x for x in y)
#---
list((x for x in y), 1)
#---
list(**{"a": (x for x in y)})
