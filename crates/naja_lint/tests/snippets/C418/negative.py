#---
{1: 2}
#---
dict()
#---
dict(a=1)
#---
dict(x)
#---
dict({1: 2}, a=1)
#---
dict({1: 2}, **x)
#---
dict({1, 2})
#---
dict([(1, 2)])
#---
dict(**{"a": 1})
#---
dict(a={1: 2})
#---
a.dict({1: 2})
#---
def dict(x): ...
dict({1: 2})
#---
from x import dict
dict({1: 2})
#---
def f(dict): return dict({1: 2})
#---
dict(*{1: 2})
#---
dict({1: 2} | x)
#---
dict({1: 2}[1])
#---
dict(f({1: 2}))
#---
list({1: 2})
#---
OrderedDict({1: 2})
#---
dict({1: 2}, {3: 4})
#---
dict(x or {})
