#---
dict((*x, x) for x in y)
#---
{x: x for x in y}
#---
dict(x for x in y)
#---
dict([x, x] for x in y)
#---
dict((x, x, x) for x in y)
#---
dict((x,) for x in y)
#---
dict(((x, x) for x in y), z=1)
#---
dict(**((x, x) for x in y))
#---
dict(a=1)
#---
dict()
#---
a.dict((x, x) for x in y)
#--- differs: ruff does not ask whether `dict` is the builtin
def dict(x): ...
dict((x, x) for x in y)
#--- differs: ruff does not ask whether `dict` is the builtin
from x import dict
dict((x, x) for x in y)
#--- differs: ruff does not ask whether `dict` is the builtin
def f(dict): return dict((x, x) for x in y)
#---
dict([(x, x) for x in y])
#---
dict(zip(x, y))
#---
dict((x, x))
#---
dict({x: x for x in y})
#---
OrderedDict((x, x) for x in y)
#---
dict(f(x) for x in y)
#---
dict({x, x} for x in y)
#---
dict(map(f, y))
#---
dict(((x, x) for x in y), ((x, x) for x in y))
#---
dict(*((x, x) for x in y))
