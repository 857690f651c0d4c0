#---
tuple()
#---
tuple(x)
#---
tuple("ab")
#---
tuple({1, 2})
#---
tuple(x for x in y)
#---
tuple([1], [2])
#---
tuple(a=[1])
#---
a.tuple([1])
#---
def tuple(x): ...
tuple([1])
#---
from x import tuple
tuple([1])
#---
def f(tuple): return tuple([1])
#---
list((1, 2))
#---
tuple(*[1])
#---
tuple([1] + x)
#---
tuple([1][0])
#---
(1, 2)
#---
tuple(f([1]))
#---
tuple({1: 2})
#---
tuple([x for x in y])
#---
tuple(b"ab")
#---
tuple[int]
#---
tuple(range(3))
