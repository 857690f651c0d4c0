#---
from contextvars import ContextVar
x = ContextVar("x", default=[])
#---
from contextvars import ContextVar
x = ContextVar("x", default={})
#---
from contextvars import ContextVar
x = ContextVar("x", default=set())
#---
from contextvars import ContextVar
x = ContextVar("x", default=list())
#---
from contextvars import ContextVar
x = ContextVar("x", default=dict())
#---
from contextvars import ContextVar
x = ContextVar("x", default={1})
#---
from contextvars import ContextVar
x = ContextVar("x", default=[y for y in z])
#---
from contextvars import ContextVar
x = ContextVar("x", default={y for y in z})
#---
from contextvars import ContextVar
x = ContextVar("x", default={y: y for y in z})
#---
from contextvars import ContextVar
x: ContextVar[list] = ContextVar("x", default=[])
#---
from contextvars import ContextVar
ContextVar("x", default=[])
#---
from contextvars import ContextVar
ContextVar("x", default=[1, 2, 3])
#---
from contextvars import ContextVar
class A:
    x = ContextVar("x", default=[])
#---
from contextvars import ContextVar
def f():
    return ContextVar("x", default=[])
#---
from contextvars import ContextVar
x = ContextVar(
    "x",
    default=[],  # c
)
#---
from contextvars import ContextVar
from collections import deque
x = ContextVar("x", default=deque())
#---
from contextvars import ContextVar
from collections import defaultdict as d
x = ContextVar("x", default=d(list))
#---
from contextvars import ContextVar
x = ContextVar("x", default=bytearray())
#---
import contextvars
x = contextvars.ContextVar("x", default=[])
#---
import contextvars as c
x = c.ContextVar("x", default={})
#---
from contextvars import ContextVar as C
x = C("x", default=[])
#---
import contextvars, collections
x = contextvars.ContextVar("x", default=collections.Counter())
#---
from contextvars import ContextVar
import time
x = ContextVar("x", default=time.time())
