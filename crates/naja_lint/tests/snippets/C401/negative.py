#---
{x for x in y}
#---
set(y)
#---
set()
#---
set([x for x in y])
#---
frozenset(x for x in y)
#---
set((x for x in y), 1)
#---
set(a=(x for x in y))
#---
a.set(x for x in y)
#---
def set(x): ...
set(x for x in y)
#---
from x import set
set(x for x in y)
#---
def f(set): return set(x for x in y)
#---
list({x for x in y})
#---
set(*(x for x in y))
#---
set(map(f, y))
#---
set((x, y))
#---
set(x)(y for y in x)
#---
set[int](x for x in y)
#---
set({x for x in y})
#---
sets(x for x in y)
#---
set({x: 1 for x in y})
#---
set(**{"a": (x for x in y)})
#---
set(f(x for x in y))
