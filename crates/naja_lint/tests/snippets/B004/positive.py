#--- differs: ruff makes a call with other arguments of it
hasattr(*o, "__call__")
#---
hasattr(o, "__call__")
#---
getattr(o, "__call__", None)
#---
getattr(o, "__call__", False)
#---
hasattr(o, '__call__')
#---
if hasattr(o, "__call__"): pass
#---
x = not hasattr(o, "__call__")
#---
getattr(o, "__call__")
#---
callable = 3
hasattr(o, "__call__")
#---
def callable(x): ...
def f(o): return hasattr(o, "__call__")
#---
import builtins
builtins.hasattr(o, "__call__")
#---
hasattr(o.a.b, "__call__")
#---
hasattr(  o,
  "__call__"  # c
)
#---
hasattr((yield_), "__call__") and x
#---
x = [o for o in y if hasattr(o, "__call__")]
#---
hasattr(f(x)[0], "__call__")
#---
lambda o: hasattr(o, "__call__")
#---
getattr(o, "__call__", o)
#---
f"{hasattr(o, '__call__')}"
#---
hasattr(o, "__ca" "ll__")
#---
hasattr(a if b else c, "__call__")
#---
hasattr(lambda: 0, "__call__")
#---
class A:
    x = hasattr(o, "__call__")
#---
async def f(): return hasattr(await o, "__call__")
#---
x = hasattr(o, r"__call__")
#---
x=[hasattr(o,"__call__")for o in y]
#---
return_if = 1 if hasattr(o, "__call__") else 2
