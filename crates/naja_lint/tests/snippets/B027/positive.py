#---
import abc
class A(abc.ABC):
    def f(self): pass
#---
import abc
class A(abc.ABC):
    def f(self): ...
#---
import abc
class A(abc.ABC):
    def f(self):
        """doc"""
#---
import abc
class A(abc.ABC):
    def f(self):
        """doc"""
        pass
#---
import abc
class A(abc.ABC):
    def f(self):
        """doc"""
        ...
#---
import abc
class A(abc.ABC):
    async def f(self): pass
#---
import abc
class A(abc.ABC):
    @property
    def f(self): pass
#---
import abc
class A(abc.ABC):
    @staticmethod
    def f(): pass
#---
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    def g(self): pass
#---
import abc
class A(metaclass=abc.ABCMeta):
    def f(self): pass
#---
import abc
class A(abc.ABC):
    def f(self):
        pass
        pass
#---
import abc
class A(abc.ABC):
    def f(self):
        # c
        pass
#---
import abc
class A(abc.ABC):
    def __init__(self): pass
#---
import abc
class X:
    class A(abc.ABC):
        def f(self): ...
#---
import abc
def g():
    class A(abc.ABC):
        def f(self): ...
#---
import abc
@dec
class A(abc.ABC):
    @dec
    def f(self): ...
#---
import abc
class A(abc.ABC):
    def f(self) -> int: ...
#---
import abc
class A(abc.ABC):
    def f(self, x=1, *a, **k): "doc"
#---
from abc import ABC
class A(ABC):
    def f(self): ...
#---
from abc import ABCMeta as M
class A(metaclass=M):
    def f(self): pass; ...
#---
import abc
class A(abc.ABC):
    @overload
    def f(self): pass
    def f(self): return 1
