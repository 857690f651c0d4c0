#---
import abc
class A(abc.ABC):
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    def f(self):
        pass
#---
import abc
class A(metaclass=abc.ABCMeta):
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    async def f(self): ...
#---
import abc
class A(abc.ABC):
    x = 1
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    @property
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    @staticmethod
    def f(): return 1
#---
import abc
class A(abc.ABC):
    @overload
    def f(): ...
    def g(self): return 2
#---
import abc
class A(abc.ABC):
    def f(self):
        raise NotImplementedError
#---
import abc
class A(abc.ABC):
    def __init__(self): ...
#---
import abc
class X:
    class A(abc.ABC):
        def f(self): return 1
#---
import abc
def g():
    class A(abc.ABC):
        def f(self): return 1
#---
import abc
@dec
class A(abc.ABC):
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    """doc"""
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    def f(self): return 1
    class B: pass
#---
import abc
class A(abc.ABC):
    def f(self): return 1
    y: int = 2
#---
from abc import ABC
class A(ABC):
    def f(self): return 1
#---
from abc import ABCMeta as M
class A(metaclass=M):
    def f(self): return 1
#---
import abc as a
class A(a.ABC):
    def f(self): return 1
#---
from abc import *
import abc
class A(abc.ABC):
    def f(self): return 1
#---
from abc import ABC, abstractmethod
class A(ABC):
    def f(self): return 1
#---
from abc import (
    ABC,
)
class A(
    ABC,  # c
):
    def f(self): return 1
#---
import abc
class A(abc.ABC): pass
#---
import abc
class A(abc.ABC): ...
#---
import abc
class A(abc.ABC):
    class B:
        def f(self): return 1
#---
import abc
class A(abc.ABC):
    f = 1
#---
import abc
class A(abc.ABC):
    if x:
        def f(self): return 1
