#---
import functools
@functools.lru_cache
def f(): ...
#---
import functools
@functools.lru_cache()
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=1)
def f(): ...
#---
import functools
@functools.lru_cache(None)
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None, typed=True)
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=x)
def f(): ...
#---
import functools
@functools.cache
def f(): ...
#---
import functools
f = functools.lru_cache(maxsize=None)(g)
#---
import functools
@functools.lru_cache(typed=None)
def f(): ...
#---
import functools
@functools.lru_cache(**x)
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None).x
def f(): ...
#---
import functools
@functools.lru_cache(maxsize=None)(x)
def f(): ...
#---
import functools
@functools.lru_cache(1, maxsize=None)
def f(): ...
#---
import functools
@functools.wraps(maxsize=None)
def f(): ...
#--- target-version="py38"
import functools
@functools.lru_cache(maxsize=None)
def f(): ...
#---
@functools.lru_cache(maxsize=None)
def f(): ...
#---
@lru_cache(maxsize=None)
def f(): ...
#---
from x import lru_cache
@lru_cache(maxsize=None)
def f(): ...
#---
def lru_cache(**k): ...
@lru_cache(maxsize=None)
def f(): ...
#---
import functools
functools = x
@functools.lru_cache(maxsize=None)
def f(): ...
#---
from functools import lru_cache
def g(lru_cache):
    @lru_cache(maxsize=None)
    def f(): ...
#---
from functools import lru_cache
x = lru_cache(maxsize=None)
