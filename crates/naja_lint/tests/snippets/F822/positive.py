#---
__all__ = ["x"]
#---
__all__ = ("x",)
#---
__all__ = ["x", "y"]
#---
__all__ = []
__all__ += ["x"]
#---
__all__: list[str] = ["x"]
#---
x = 1
__all__ = ["x", "y"]
#---
import x
__all__ = ["x", "y"]
#---
__all__ = ["x"] + ["y"]
#---
__all__ = ['x']
#---
__all__ = [
    "x",  # c
]
#---
def f(): ...
__all__ = ["f", "g"]
#---
__all__ = ["é"]
#---
if a:
    __all__ = ["x"]
#---
class A:
    x = 1
__all__ = ["x"]
#---
def f():
    x = 1
__all__ = ["x"]
#---
__all__ = ["x"]
def f(x): ...
#---
__all__ = ["os", "sys"]
import os
#---
try: __all__ = ["x"]
finally: pass
#---
__all__ = ["x" "y"]
#---
[x for x in []]
__all__ = ["x"]
#---
import os
__all__ = ["os", "path"]
