#---
{x: x for x in y}
#---
dict((x, x) for x in y)
#---
dict([x for x in y])
#---
dict([[x, x] for x in y])
#---
dict([(x, x, x) for x in y])
#---
dict([(x,) for x in y])
#---
dict([(x, x) for x in y], a=1)
#---
dict(a=[(x, x) for x in y])
#---
dict([(1, 2)])
#---
dict()
#---
a.dict([(x, x) for x in y])
#---
def dict(x): ...
dict([(x, x) for x in y])
#---
from x import dict
dict([(x, x) for x in y])
#---
def f(dict): return dict([(x, x) for x in y])
#---
dict(*[(x, x) for x in y])
#---
dict({(x, x) for x in y})
#---
list([(x, x) for x in y])
#---
dict([{x, x} for x in y])
#---
dict([f(x) for x in y])
#---
dict([(x, x) for x in y] + z)
#---
dict(zip(x, y))
#---
dict([(x, x) for x in y], [(x, x)])
