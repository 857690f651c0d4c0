#---
from x import *
#---
from . import *
#---
if x:
    from x import *
#---
try: from x import *
except E: pass
#---
def f():
    from x import y
#---
def f():
    import x
#---
class A:
    from x import y
#---
for a in b: from x import *
#---
with a: from x import *
#---
while a: from x import *
#---
x = 1
from x import *
#---
from x import *; y
#---
match a:
    case 1: from x import *
#---
try: pass
finally: from x import *
#---
if x: pass
else:
    from .y import *
#---
from x.y import *
#---
def f(): ...
from x import *
#---
class A: ...
from x import *
#---
def f(*a): print(*a)
#---
def f(): x = "from x import *"
#---
def f(): import x as y
