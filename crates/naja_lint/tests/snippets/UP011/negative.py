#---
from functools import lru_cache
@lru_cache
def f(): ...
#---
from functools import lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache
@lru_cache(1)
def f(): ...
#---
from functools import lru_cache
@lru_cache(*x)
def f(): ...
#---
from functools import lru_cache
@lru_cache(**x)
def f(): ...
#---
from functools import lru_cache
f = lru_cache()(g)
#---
from functools import lru_cache
lru_cache()
#---
from functools import lru_cache
@lru_cache()()
def f(): ...
#---
from functools import lru_cache
@lru_cache().x
def f(): ...
#---
from functools import lru_cache
@d(lru_cache())
def f(): ...
#---
from functools import lru_cache
@lru_cache(typed=True)
def f(): ...
#---
from functools import lru_cache
from x import lru_cache
@lru_cache()
def f(): ...
#---
@lru_cache()
def f(): ...
#---
from x import lru_cache
@lru_cache()
def f(): ...
#---
import functools
@functools.cache()
def f(): ...
#---
import functools
@functools.lru_cache
def f(): ...
#---
import functools
@functools.wraps()
def f(): ...
#---
@functools.lru_cache()
def f(): ...
#---
def lru_cache(): ...
@lru_cache()
def f(): ...
#---
import functools
functools = x
@functools.lru_cache()
def f(): ...
#---
from .functools import lru_cache
@lru_cache()
def f(): ...
#---
from functools import lru_cache
def g(lru_cache):
    @lru_cache()
    def f(): ...
