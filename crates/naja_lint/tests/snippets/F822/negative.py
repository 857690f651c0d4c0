#---
__all__ = ("x") + ("y",) if 0 else ["x"]
#---
__all__ = []
__all__.extend(["x"])
#---
__all__ = []
__all__.append("x")
#---
x: int = 1
del x
__all__ = ["x"]
#---
__all__ = []
#---
x = 1
__all__ = ["x"]
#---
__all__ = ["x"]
x = 1
#---
import x
__all__ = ["x"]
#---
from a import *
__all__ = ["x"]
#---
from a import x
__all__ = ["x"]
#---
def x(): ...
__all__ = ["x"]
#---
class x: ...
__all__ = ["x"]
#---
__all__ = ["__version__"]
__version__ = 1
#---
__all__ = [x]
#---
__all__ = x
#---
__all__ = ["x" + y]
#---
class A:
    __all__ = ["x"]
#---
def f():
    __all__ = ["x"]
#---
__all__ = a.__all__
#---
all = ["x"]
#---
x: int
__all__ = ["x"]
#---
try: import x
except ImportError: x = None
__all__ = ["x"]
#---
__all__ = ["f"]
async def f(): ...
#---
for x in []: pass
__all__ = ["x"]
#---
with a as x: pass
__all__ = ["x"]
#---
__all__ = ["print"]
#---
if a:
    x = 1
else:
    x = 2
__all__ = ["x"]
#---
type x = int
__all__ = ["x"]
#---
__all__ = ["__doc__", "__name__"]
