#---
import x
from __future__ import annotations
#---
x = 1
from __future__ import annotations
#---
"a"
x
from __future__ import annotations
#---
from x import y
from __future__ import annotations
#---
pass
from __future__ import division
#--- differs: ruff looks past a definition, Python does not
def f(): ...
from __future__ import annotations
#---
class A: ...
from __future__ import annotations
#---
"a"
"b"
from __future__ import annotations
#---
import x; from __future__ import annotations
#---
from __future__ import annotations
import x
from __future__ import division
#---
if x:
    from __future__ import annotations
#---
...
from __future__ import annotations
#---
1
from __future__ import annotations
#---
b"a"
from __future__ import annotations
#---
f"a"
from __future__ import annotations
#---
try:
    from __future__ import annotations
except E: pass
#---
def f():
    from __future__ import annotations
#---
class A:
    from __future__ import annotations
#---
print()
from __future__ import (
    annotations,  # c
)
#---
with x:
    from __future__ import annotations
#---
x: int
from __future__ import annotations
#---
import x  # c
from __future__ import annotations as a
