#---
import functools
@functools.lru_cache(maxsize=None)
def f(): ...
#---
import functools
@functools.lru_cache( maxsize = None )
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None,)
def f(): ...
#---
import functools
@functools.lru_cache(
    maxsize=None,
)
def f(): ...
#---
import functools
@functools.lru_cache(  # c
    maxsize=None)
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None)  # c
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None)
@d
def f(): ...
#---
import functools
@d
@functools.lru_cache(maxsize=None)
def f(): ...
#---
import functools
class A:
    @functools.lru_cache(maxsize=None)
    def f(self): ...
#---
import functools
@functools.lru_cache(maxsize=None)
async def f(): ...
#---
import functools
def g():
    @functools.lru_cache(maxsize=None)
    def f(): ...
#---
from functools import lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache as lc
@lc(maxsize=None)
def f(): ...
#---
import functools as ft
@ft.lru_cache(maxsize=None)
def f(): ...
#---
from functools import cache, lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache, wraps
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import (
    lru_cache,
    wraps,
)
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache
cache = 1
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache
import functools
@lru_cache(maxsize=None)
def f(): ...
#---
def g():
    from functools import lru_cache
    @lru_cache(maxsize=None)
    def f(): ...
#---
from functools import lru_cache
@lru_cache(maxsize=None)
def f(): ...
@lru_cache(maxsize=None)
def g(): ...
#---
if x:
    from functools import lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
"""doc"""
from functools import lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache; import x
@lru_cache(maxsize=None)
def f(): ...
