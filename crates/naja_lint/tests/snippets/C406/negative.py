#---
{1: 2}
#---
dict()
#---
dict(a=1)
#---
dict([[1, 2]])
#---
dict([1, 2])
#---
dict([(1, 2, 3)])
#---
dict([(1,)])
#---
dict([(1, 2)], a=1)
#---
dict(a=[(1, 2)])
#---
dict({1: 2})
#---
dict({(1, 2)})
#---
dict(x)
#---
dict([x, (1, 2)])
#---
a.dict([(1, 2)])
#---
def dict(x): ...
dict([(1, 2)])
#---
from x import dict
dict([(1, 2)])
#---
def f(dict): return dict([(1, 2)])
#---
dict(*[(1, 2)])
#---
dict([(1, 2), *x])
#---
dict(zip(x, y))
#---
dict([(1, 2)] + x)
#---
list([(1, 2)])
#---
dict([(1, 2)], [(3, 4)])
