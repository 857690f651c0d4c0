#---
[x for x in y]
#---
list(x for x in y)
#---
list([x, y])
#---
list([*x])
#---
list()
#---
set([x for x in y])
#---
list({x for x in y})
#---
list([x for x in y], 1)
#---
list(a=[x for x in y])
#---
a.list([x for x in y])
#---
def list(x): ...
list([x for x in y])
#---
from x import list
list([x for x in y])
#---
def f(list): return list([x for x in y])
#---
list(*[x for x in y])
#---
list({x: 1 for x in y})
#---
list([x for x in y] + z)
#---
list([x for x in y][0])
#---
list(f([x for x in y]))
#---
tuple([x for x in y])
#---
sorted([x for x in y])
#---
list(**[x for x in y])
