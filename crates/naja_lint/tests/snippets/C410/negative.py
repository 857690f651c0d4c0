#---
list()
#---
list(x)
#---
list("ab")
#---
list({1, 2})
#---
list(x for x in y)
#---
list([1], [2])
#---
list(a=[1])
#---
a.list([1])
#---
def list(x): ...
list([1])
#---
from x import list
list([1])
#---
def f(list): return list([1])
#---
tuple([1, 2])
#---
list(*[1])
#---
list([1] + x)
#---
list([1][0])
#---
[1, 2]
#---
list(f([1]))
#---
list({1: 2})
#---
list([x for x in y])
#---
list(b"ab")
#---
list[int]
#---
list(range(3))
