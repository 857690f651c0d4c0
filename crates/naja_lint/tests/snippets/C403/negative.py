#---
{x for x in y}
#---
set(x for x in y)
#---
set([x, y])
#---
set([*x])
#---
set()
#---
list([x for x in y])
#---
frozenset([x for x in y])
#---
set([x for x in y], 1)
#---
set(a=[x for x in y])
#---
a.set([x for x in y])
#---
def set(x): ...
set([x for x in y])
#---
from x import set
set([x for x in y])
#---
def f(set): return set([x for x in y])
#---
set(*[x for x in y])
#---
set({x for x in y})
#---
set({x: 1 for x in y})
#---
set([x for x in y] + z)
#---
set([x for x in y][0])
#---
set(f([x for x in y]))
#---
tuple([x for x in y])
#---
set(not [x for x in y])
