#---
import contextlib
with contextlib.suppress(E): pass
#---
import contextlib
with contextlib.suppress(*E): pass
#---
import contextlib
with contextlib.suppress: pass
#---
import contextlib
with contextlib.closing(): pass
#---
import contextlib
with contextlib.suppress(A, B): pass
#---
import contextlib
with contextlib.ExitStack(): pass
#---
import contextlib
def f(contextlib):
    with contextlib.suppress(): pass
#---
import contextlib
with contextlib.nullcontext(): pass
#---
import contextlib
with contextlib.suppress(*()): pass
#---
with contextlib.suppress(): pass
#---
with suppress(): pass
#---
from x import suppress
with suppress(): pass
#---
from .contextlib import suppress
with suppress(): pass
#---
def suppress(): ...
with suppress(): pass
#---
from contextlib import suppress
suppress = x
with suppress(): pass
#---
import x.contextlib
with x.contextlib.suppress(): pass
#---
def outer():
    import contextlib
    with contextlib.suppress(E): pass
#---
if flag:
    from contextlib import suppress
    suppress = x
    with suppress(): pass
#---
async def outer():
    import contextlib
    with contextlib.ExitStack(): pass
#---
with lock:
    from .contextlib import suppress
    with suppress(): pass
