#---
from contextvars import ContextVar
x = ContextVar("x")
#---
from contextvars import ContextVar
x = ContextVar("x", default=None)
#---
from contextvars import ContextVar
x = ContextVar("x", default=())
#---
from contextvars import ContextVar
x = ContextVar("x", default=1)
#---
from contextvars import ContextVar
x = ContextVar("x", default="a")
#---
from contextvars import ContextVar
x = ContextVar("x", default=y)
#---
from contextvars import ContextVar
x = ContextVar("x", default=frozenset())
#---
from contextvars import ContextVar
x = ContextVar("x", default=tuple())
#---
from contextvars import ContextVar
x = ContextVar("x", [])
#---
from contextvars import ContextVar
x = ContextVar("x", other=[])
#---
from contextvars import ContextVar
x = ContextVar("x", **{"default": []})
#---
from contextvars import ContextVar
x = ContextVar(default=None)
#---
from contextvars import ContextVar
from types import MappingProxyType
x = ContextVar("x", default=MappingProxyType({}))
#---
from contextvars import ContextVar
import re
x = ContextVar("x", default=re.compile("x"))
#---
from contextvars import ContextVar
x = ContextVar("x", default=lambda: [])
#---
from contextvars import ContextVar
x = ContextVar("x", default=(1, 2))
#---
from contextvars import ContextVar
x = ContextVar.get([])
#---
from contextvars import ContextVar
import operator
x = ContextVar("x", default=operator.itemgetter(1))
#---
from contextvars import ContextVar
x = ContextVar("x", default=y.z)
#---
from contextvars import ContextVar
x = ContextVar("x", default=-1)
#---
x = ContextVar("x", default=[])
#---
from x import ContextVar
x = ContextVar("x", default=[])
#---
from contextvars import ContextVar
ContextVar = y
x = ContextVar("x", default=[])
#---
import contextvars
x = contextvars.Token("x", default=[])
