#---
import contextlib
with contextlib.suppress(): pass
#---
import contextlib
with contextlib.suppress() as x: pass
#---
import contextlib
with contextlib.suppress(), y: pass
#---
import contextlib
with y, contextlib.suppress(): pass
#---
import contextlib
def f():
    with contextlib.suppress(): return
#---
import contextlib
class A:
    with contextlib.suppress(): pass
#---
import contextlib
with (contextlib.suppress()): pass
#---
import contextlib
with (contextlib.suppress(), y): pass
#---
import contextlib
with contextlib.suppress(
    # c
): pass
#---
import contextlib
with x:
    with contextlib.suppress(): pass
#---
import contextlib
with contextlib.suppress():
    with contextlib.suppress(): pass
#---
import contextlib
try:
    with contextlib.suppress(): pass
finally: pass
#---
from contextlib import suppress
with suppress(): pass
#---
from contextlib import suppress as s
with s(): pass
#---
import contextlib as c
with c.suppress(): pass
#---
import contextlib, os
with contextlib.suppress(): os.x
#---
from contextlib import (
    suppress,
)
with suppress(): pass
#---
def f():
    import contextlib
    with contextlib.suppress(): pass
#---
def f():
    from contextlib import suppress
    with suppress(): pass
#---
try: from contextlib import suppress
except ImportError: pass
with suppress(): pass
#---
from contextlib import suppress
async def f():
    with suppress(): await x
#---
import contextlib
contextlib.suppress()
#---
import contextlib
x = contextlib.suppress()
#---
import contextlib
with f(contextlib.suppress()): pass
#---
import contextlib
with contextlib.suppress().x: pass
#---
import contextlib
for x in contextlib.suppress(): pass
#---
import contextlib
with [contextlib.suppress()]: pass
