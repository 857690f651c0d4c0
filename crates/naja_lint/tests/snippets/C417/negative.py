#---
list(map(lambda x, z: x + z, y, w))
#---
map(lambda: 1, y)
#---
sum(map(lambda x, z: x, y, w))
#---
map(f, y)
#---
list(map(str, y))
#---
map(lambda x=1: x, y)
#---
map(lambda *x: x, y)
#---
map(lambda **x: x, y)
#---
map(lambda x, y: x)
#---
map(lambda x: x, *y)
#---
a.map(lambda x: x, y)
#---
def map(f, x): ...
map(lambda x: x, y)
#---
from x import map
map(lambda x: x, y)
#---
def f(map): return map(lambda x: x, y)
#---
map(lambda x, *z: x, y)
#---
map(lambda x, z: x, y)
#---
filter(lambda x: x, y)
#---
map(lambda x: (yield x), y)
#---
map(lambda x: (yield from x), y)
#---
map(None, y)
#---
map(partial(f, 1), y)
#---
map()
#---
[f(x) for x in y]
#---
sorted(y, key=lambda x: x)
#---
map(lambda x: x, y=1)
#---
map(lambda x, /: x, y) if 0 else map(f, y)
#---
map(lambda x: x + 1, iter=y)
