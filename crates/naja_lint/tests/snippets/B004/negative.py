#---
hasattr(o, "call")
#---
hasattr(o, "__Call__")
#---
hasattr(o, name)
#---
hasattr(o, b"__call__")
#---
getattr(o, "call", None)
#---
callable(o)
#---
o.hasattr(o, "__call__")
#---
def hasattr(a, b): ...
hasattr(o, "__call__")
#---
from x import hasattr
hasattr(o, "__call__")
#---
setattr(o, "__call__", None)
#---
delattr(o, "__call__")
#---
hasattr(o)
#---
hasattr("__call__")
#---
hasattr("__call__", o)
#---
hasattr(o, f"__call__")
#---
o.__call__
#---
x = "__call__" in dir(o)
#---
hasattr(o, "__call__ ")
#---
class A:
    def hasattr(self): return self.hasattr(o, "__call__")
#---
getattr(o, x + "__call__")
#---
def f(getattr): return getattr(o, "__call__")
