#---
x
#---
x.y
#---
def f(): return x
#---
class A: y = x
#---
print(x)
#---
lambda: x
#---
[y for y in x]
#---
def f(a=x): ...
#---
def f(a: x): ...
#---
def f() -> x: ...
#---
@x
def f(): ...
#---
class A(x): ...
#---
y: "x"
#---
del x
#---
x += 1
#---
for y in x: pass
#---
with x as y: pass
#---
try: pass
except x: pass
#---
def f():
    y = 1
y
#---
class A:
    y = 1
    def f(self): return y
#---
[y for y in range(3)]
y
#---
raise x
#---
f"{x}"
#---
async def f(): await x
#---
assert x
#---
é
#---
x[0] = 1
#---
x()
#---
from typing import List
y: List["x"]
#---
__file_
#---
class A:
    y = [z for _ in range(3)]
    z = 1
#---
match 1:
    case x.y: pass
#---
def f[T](): ...
T
#---
try: pass
except E as e: pass
e
#---
__path__
