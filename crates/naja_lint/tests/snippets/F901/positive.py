#---
raise NotImplemented
#---
raise NotImplemented()
#---
raise NotImplemented("x")
#---
def f(): raise NotImplemented
#---
class A:
    def f(self): raise NotImplemented
#---
raise NotImplemented from e
#---
raise NotImplemented("x") from e
#---
async def f(): raise NotImplemented
#---
if x: raise NotImplemented
#---
raise (NotImplemented)
#---
raise NotImplemented  # c
#---
try: raise NotImplemented
finally: pass
#---
raise NotImplemented; x
#---
raise NotImplemented(
    "x",  # c
)
#---
class A: raise NotImplemented
#---
from builtins import NotImplemented
raise NotImplemented
#---
NotImplementedError = 1
raise NotImplemented
#---
def NotImplementedError(): ...
def f(): raise NotImplemented
#---
for x in y: raise NotImplemented(f"é")
#---
raise(NotImplemented)
#---
raise NotImplemented(*a, **b)
#---
NotImplemented = 1
raise NotImplemented
#---
def f(NotImplemented): raise NotImplemented
#---
from x import NotImplemented
raise NotImplemented
#---
class NotImplemented(Exception): ...
raise NotImplemented
