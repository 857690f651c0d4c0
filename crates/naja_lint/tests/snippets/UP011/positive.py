#---
from functools import lru_cache
@lru_cache()
def f(): ...
#---
from functools import lru_cache
@lru_cache()
@d
def f(): ...
#---
from functools import lru_cache
@d
@lru_cache()
def f(): ...
#---
from functools import lru_cache
class A:
    @lru_cache()
    def f(self): ...
#---
from functools import lru_cache
@lru_cache( )
def f(): ...
#---
from functools import lru_cache
@lru_cache(
)
def f(): ...
#--- differs: ruff's fix loses the comment, and calls that safe
from functools import lru_cache
@lru_cache(  # c
)
def f(): ...
#---
from functools import lru_cache
@lru_cache()  # c
def f(): ...
#---
from functools import lru_cache
@ lru_cache()
def f(): ...
#---
from functools import lru_cache
@lru_cache ()
def f(): ...
#---
from functools import lru_cache
@lru_cache()
async def f(): ...
#---
from functools import lru_cache
def g():
    @lru_cache()
    def f(): ...
#---
from functools import lru_cache
if x:
    @lru_cache()
    def f(): ...
#---
import functools
@functools.lru_cache()
def f(): ...
#---
import functools as ft
@ft.lru_cache()
def f(): ...
#---
from functools import lru_cache as lc
@lc()
def f(): ...
#---
from functools import (
    lru_cache,
)
@lru_cache()
def f(): ...
#---
import functools
class A:
    @staticmethod
    @functools.lru_cache()
    def f(): ...
#---
import functools
@functools . lru_cache ( )
def f(): ...
#---
import functools
@(functools.lru_cache())
def f(): ...
#---
from functools import *
from functools import lru_cache
@lru_cache()
def f(é): ...
